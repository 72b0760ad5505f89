package io.orderwire.delivery.webhook.factor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TotpTest {
  private static final byte[] SECRET = "12345678901234567890".getBytes(US_ASCII);
  private static final Instant NOW = Instant.ofEpochSecond(1_111_111_109);
  private static final long STEP = Totp.step(NOW);

  /** RFC 6238, appendix B: the last six of its eight digits. */
  @ParameterizedTest
  @CsvSource({
    "59,287082",
    "1111111109,081804",
    "1111111111,050471",
    "1234567890,005924",
    "2000000000,279037",
    "20000000000,353130"
  })
  void gives_the_codes_of_the_rfc(long seconds, String code) {
    Instant time = Instant.ofEpochSecond(seconds);
    assertThat(Totp.code(SECRET, Totp.step(time))).isEqualTo(code);
    assertThat(Totp.matching(SECRET, code, time, 0)).hasValue(Totp.step(time));
  }

  @Test
  void a_step_begins_every_thirty_seconds() {
    assertThat(Totp.step(Instant.ofEpochSecond(29))).isZero();
    assertThat(Totp.step(Instant.ofEpochSecond(30))).isEqualTo(1);
    assertThat(Totp.step(Instant.ofEpochSecond(59).plusNanos(999_999_999))).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"-2,false", "-1,true", "0,true", "1,true", "2,false"})
  void a_clock_may_be_off_by_one_step(int off, boolean taken) {
    OptionalLong step = Totp.matching(SECRET, Totp.code(SECRET, STEP + off), NOW, 0);
    assertThat(step).isEqualTo(taken ? OptionalLong.of(STEP + off) : OptionalLong.empty());
  }

  @Test
  void only_a_step_after_the_last_one_counts() {
    String code = Totp.code(SECRET, STEP);
    assertThat(Totp.matching(SECRET, code, NOW, STEP - 1)).hasValue(STEP);
    assertThat(Totp.matching(SECRET, code, NOW, STEP)).isEmpty();
    assertThat(Totp.matching(SECRET, code, NOW, STEP + 1)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "81804", "0081804", " 081804", "081804\n", "08180é", "-81804"})
  void nothing_but_the_six_digits_is_the_code(String text) {
    assertThat(Totp.code(SECRET, STEP)).isEqualTo("081804");
    assertThat(Totp.matching(SECRET, text, NOW, 0)).isEmpty();
  }

  @Test
  void a_secret_is_shown_as_authenticators_read_it() {
    FactorSecret secret = new FactorSecret(SECRET);
    assertThat(secret.base32()).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    assertThat(secret.uri("acme"))
        .isEqualTo(
            "otpauth://totp/Orderwire:acme?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&issuer=Orderwire&algorithm=SHA1&digits=6&period=30");
    assertThat(secret.toString()).doesNotContain("GEZ");
  }

  @Test
  void a_new_secret_has_160_bits() {
    FactorSecret secret = FactorSecret.generate(new SecureRandom());
    assertThat(secret.bytes()).hasSize(20).isNotEqualTo(new byte[20]);
    assertThat(secret.base32()).matches("[A-Z2-7]{32}");
  }
}
