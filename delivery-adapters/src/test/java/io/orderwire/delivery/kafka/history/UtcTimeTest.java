package io.orderwire.delivery.kafka.history;

import static java.time.temporal.ChronoField.NANO_OF_SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class UtcTimeTest {
  private static final DateTimeFormatter FORMATTER =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(NANO_OF_SECOND, 0, 9, true)
          .appendLiteral('Z')
          .toFormatter()
          .withZone(ZoneOffset.UTC);

  @Property
  void is_what_a_formatter_writes(
      @ForAll @LongRange(min = -62_167_219_200L, max = 253_402_300_799L) long second,
      @ForAll @IntRange(max = 999_999_999) int nano) {
    Instant time = Instant.ofEpochSecond(second, nano);
    assertThat(UtcTime.of(time)).isEqualTo(FORMATTER.format(time));
    Instant coarse = Instant.ofEpochSecond(second, nano / 1_000_000 * 1_000_000L);
    assertThat(UtcTime.of(coarse)).isEqualTo(FORMATTER.format(coarse));
  }

  @Test
  void a_fraction_has_the_digits_that_it_needs() {
    assertThat(UtcTime.of(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(UtcTime.of(Instant.ofEpochSecond(-1))).isEqualTo("1969-12-31T23:59:59Z");
    assertThat(UtcTime.of(Instant.ofEpochMilli(120))).isEqualTo("1970-01-01T00:00:00.12Z");
    assertThat(UtcTime.of(Instant.parse("2024-02-29T12:00:00.000000001Z")))
        .isEqualTo("2024-02-29T12:00:00.000000001Z");
  }

  @Test
  void other_years_than_those_of_rfc_3339_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UtcTime.of(Instant.parse("+10000-01-01T00:00:00Z")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UtcTime.of(Instant.parse("-0001-12-31T23:59:59Z")));
  }
}
