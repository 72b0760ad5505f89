package io.orderwire.producer.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T06:00:00Z,2026-11-24T06:00:00Z",
    "2026-11-24t06:00:00z,2026-11-24T06:00:00Z",
    "2026-11-24T06:00:00+01:00,2026-11-24T05:00:00Z",
    "2026-11-24T06:00:00-23:59,2026-11-25T05:59:00Z",
    "2026-11-24T06:00:00-00:00,2026-11-24T06:00:00Z",
    "2026-11-24T06:00:00.5Z,2026-11-24T06:00:00.500Z",
    "2026-11-24T06:00:00.123456789123Z,2026-11-24T06:00:00.123456Z",
    "2024-02-29T00:00:00Z,2024-02-29T00:00:00Z",
    "0001-01-01T00:00:00Z,0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999Z,9999-12-31T23:59:59.999999Z"
  })
  void reads_rfc_3339(String text, String time) {
    assertThat(Times.parse(text).time()).isEqualTo(Instant.parse(time));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-30T00:00:00Z,is no day that exists",
    "2026-02-29T00:00:00Z,is no day that exists",
    "2026-13-01T00:00:00Z,is no day that exists",
    "2026-00-10T00:00:00Z,is no day that exists",
    "2026-11-24T24:00:00Z,is no time of day that exists",
    "2026-11-24T06:60:00Z,is no time of day that exists",
    "2026-11-24T06:00:61Z,is no time of day that exists",
    "2016-12-31T23:59:60Z,'is a leap second, which cannot be stored'",
    "2026-11-24T06:00:00.5,has no offset: end it with Z or +hh:mm",
    "0000-06-01T00:00:00Z,'must be within the years 1 to 9999, in UTC'",
    "0001-01-01T00:00:00+00:01,'must be within the years 1 to 9999, in UTC'",
    "9999-12-31T23:59:59-00:01,'must be within the years 1 to 9999, in UTC'"
  })
  void says_why_it_refuses(String text, String reason) {
    assertThat(Times.parse(text)).isEqualTo(new Times.Result(null, reason));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "2026-11-24",
        "2026-11-24T06:00Z",
        "2026-11-24 06:00:00Z",
        "10000-01-01T00:00:00Z",
        "+2026-11-24T06:00:00Z",
        "-001-11-24T06:00:00Z",
        "2026-11-24T06:00:00.Z",
        "2026-11-24T06:00:00+0100",
        "2026-11-24T06:00:00+24:00",
        "2026-11-24T06:00:00+01:60",
        "2026-11-24T06:00:00 Z",
        "2026-1-24T06:00:00ZZ",
        "2026-11-24T06:00:00,5Z",
        "٢٠٢٦-11-24T06:00:00Z",
        "1790000000000",
        "2026-11-24T06:00:00"
      })
  void refuses_everything_else(String text) {
    assertThat(Times.parse(text).time()).isNull();
    assertThat(Times.parse(text).fault()).isNotEmpty();
  }

  @Property
  void reads_what_java_writes(
      @ForAll @LongRange(min = -62_135_500_000L, max = 253_402_200_000L) long second,
      @ForAll @IntRange(max = 999_999_999) int nano,
      @ForAll @IntRange(min = -1079, max = 1079) int offsetMinutes) {
    Instant time = Instant.ofEpochSecond(second, nano);
    OffsetDateTime written = time.atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
    if (written.getYear() < 1 || written.getYear() > 9999) {
      return;
    }
    String text = written.toString();
    String whole =
        text.matches(".*T\\d\\d:\\d\\d[Z+-].*")
            ? text.replaceFirst("(T\\d\\d:\\d\\d)", "$1:00")
            : text;

    assertThat(Times.parse(whole).time()).isEqualTo(time.truncatedTo(ChronoUnit.MICROS));
  }
}
