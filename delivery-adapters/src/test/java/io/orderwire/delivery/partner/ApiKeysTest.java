package io.orderwire.delivery.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiKeysTest {
  @Test
  void a_key_has_256_bits_behind_its_prefix() {
    String key = ApiKeys.newKey(new SecureRandom());
    assertThat(key).matches("ow_[A-Za-z0-9_-]{43}");
    assertThat(ApiKeys.isKey(key)).isTrue();
    assertThat(ApiKeys.newKey(new SecureRandom())).isNotEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ow_",
        "OW_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "ow_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "ow_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "ow_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
        "ow_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
        "ow_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+",
        "ow_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/",
        "ow_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA@",
        "ow_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA[",
        "ow_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA`",
        "ow_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA{",
        "ow_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAé"
      })
  void what_has_not_the_form_of_a_key_is_none(String text) {
    assertThat(ApiKeys.isKey(text)).isFalse();
  }

  @Test
  void the_stored_hash_stays_the_same() {
    assertThat(HexFormat.of().formatHex(ApiKeys.hash("abc")))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void a_key_is_refused_from_its_expiry_on() {
    Instant end = Instant.parse("2026-11-24T06:00:00Z");
    ApiKey key = new ApiKey("k", new byte[32], Set.of(Scope.READ), end, Optional.of(end));
    assertThat(key.isValidAt(end.minusMillis(1))).isTrue();
    assertThat(key.isValidAt(end)).isFalse();
  }
}
