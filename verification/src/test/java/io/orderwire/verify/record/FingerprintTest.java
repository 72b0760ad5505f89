package io.orderwire.verify.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintTest {

  @Test
  void is_the_beginning_of_the_sha_256() {
    assertThat(Fingerprint.of("abc")).isEqualTo(0xba7816bf8f01cfeaL);
  }

  @Test
  void is_of_a_part_of_the_bytes() {
    assertThat(Fingerprint.of("xabcx".getBytes(UTF_8), 1, 3)).isEqualTo(Fingerprint.of("abc"));
  }
}
