package io.orderwire.delivery.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryAfterTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("1994-11-06T08:49:00Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | PT0S",
        "120 | PT2M",
        " 120  | PT2M",
        "000000000000120 | PT2M",
        "-1 | PT0S",
        "-99999999999999999999 | PT0S",
        "999999999 | P365D",
        "99999999999999999999999999 | P365D",
        "Sun, 06 Nov 1994 08:49:37 GMT | PT37S",
        "Sunday, 06-Nov-94 08:49:37 GMT | PT37S",
        "Sun Nov  6 08:49:37 1994 | PT37S",
        "Sun, 06 Nov 1994 08:48:00 GMT | PT0S",
        "Fri, 31 Dec 9999 23:59:59 GMT | P365D"
      })
  void reads_both_forms(String value, Duration wait) {
    assertThat(RetryAfter.parse(value, CLOCK)).contains(wait);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "1.5", "1e3", "+1", "0x10", "2 minutes", "--1"})
  void ignores_what_makes_no_sense(String value) {
    assertThat(RetryAfter.parse(value, CLOCK)).isEmpty();
  }
}
