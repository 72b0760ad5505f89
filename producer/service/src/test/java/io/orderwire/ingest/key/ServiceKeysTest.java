package io.orderwire.ingest.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceKeysTest {

  /** SHA-256 of "ows_secret". */
  static final String HASH = "4b7ea1559638bbc51fbfc951e404c9862c25fccf713d5b413e005204bd91987a";

  @Test
  void knows_a_key_by_its_hash() {
    ServiceKeys keys = ServiceKeys.parse(List.of("# keys", "", "erp=" + HASH));

    assertThat(keys.nameOf("ows_secret")).contains("erp");
    assertThat(keys.nameOf("ows_secrex")).isEmpty();
    assertThat(keys.nameOf("")).isEmpty();
    assertThat(keys.nameOf(HASH)).isEmpty();
  }

  @Test
  void knows_several_keys_of_one_name_so_that_a_new_one_can_be_added_before_the_old_one_goes() {
    String other = "0".repeat(64);

    for (List<String> lines :
        List.of(List.of("erp=" + HASH, "erp=" + other), List.of("erp=" + other, "erp=" + HASH))) {
      ServiceKeys keys = ServiceKeys.parse(lines);

      assertThat(keys.nameOf("ows_secret")).contains("erp");
      assertThat(keys.size()).isEqualTo(2);
    }
  }

  @Test
  void knows_nobody_without_keys() {
    assertThat(ServiceKeys.parse(List.of()).nameOf("ows_secret")).isEmpty();
  }

  @Test
  void says_which_line_is_wrong_and_not_what_it_holds() {
    assertThatThrownBy(() -> ServiceKeys.parse(List.of("erp=" + HASH, "erp=ows_secret")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 2")
        .hasMessageNotContaining("ows_secret");
  }
}
