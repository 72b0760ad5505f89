package io.orderwire.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

final class RegistrySettingsTest {

  @Test
  void credentials_in_a_url_are_used_and_taken_out_of_it() {
    RegistrySettings settings = RegistrySettings.of("http://user:p%40ss@registry:8081/apis");

    assertThat(settings.basicAuth()).isEqualTo("user:p@ss");
    assertThat(settings.urls()).containsExactly(URI.create("http://registry:8081/apis"));
    assertThat(settings.toString()).doesNotContain("p%40ss", "p@ss", "user");
  }

  @Test
  void credentials_that_are_set_are_used_rather_than_those_in_a_url() {
    RegistrySettings settings =
        RegistrySettings.of("http://user:old@registry:8081").withBasicAuth("user:new");

    assertThat(settings.basicAuth()).isEqualTo("user:new");
  }

  @Test
  void a_url_that_is_none_is_refused_without_showing_it() {
    assertThatThrownBy(() -> RegistrySettings.of("http://user:se cret@registry:8081"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("schema registry")
        .hasMessageNotContaining("cret")
        .hasNoCause();
  }
}
