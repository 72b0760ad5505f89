package io.orderwire.delivery.webhook.sending;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** HTTP's dates in all three forms (RFC 9110, section 5.6.7). */
final class HttpDate {
  private static final DateTimeFormatter CURRENT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);
  private static final DateTimeFormatter OF_C =
      DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ENGLISH);

  private HttpDate() {}

  /**
   * A date; empty if it is none.
   *
   * @param now decides on the century of a year in two digits: at most 50 years ahead
   */
  static Optional<Instant> parse(String text, Instant now) {
    String single = text.replaceAll(" +", " ");
    return Stream.of(CURRENT, ofTwoDigits(now), OF_C)
        .flatMap(form -> parse(single, form).stream())
        .findFirst();
  }

  private static Optional<Instant> parse(String text, DateTimeFormatter form) {
    try {
      return Optional.of(LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException another) {
      return Optional.empty();
    }
  }

  private static DateTimeFormatter ofTwoDigits(Instant now) {
    int earliest = now.atOffset(ZoneOffset.UTC).getYear() - 49;
    return new DateTimeFormatterBuilder()
        .appendPattern("EEEE, dd-MMM-")
        .appendValueReduced(ChronoField.YEAR_OF_ERA, 2, 2, earliest)
        .appendPattern(" HH:mm:ss 'GMT'")
        .toFormatter(Locale.ENGLISH);
  }
}
