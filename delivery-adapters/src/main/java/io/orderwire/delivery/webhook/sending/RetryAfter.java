package io.orderwire.delivery.webhook.sending;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** {@code Retry-After} in both forms: seconds, and a date (RFC 9110, section 10.2.3). */
final class RetryAfter {
  /** What asks for more is taken for this; a caller has a bound of its own. */
  static final Duration MOST = Duration.ofDays(365);

  private static final int MOST_DIGITS = 9;

  private RetryAfter() {}

  /** How long to wait from now, from zero to {@link #MOST}; empty if the value makes no sense. */
  static Optional<Duration> parse(String value, Clock clock) {
    String text = value.strip();
    if (text.matches("-?[0-9]+")) {
      return Optional.of(seconds(text));
    }
    Instant now = clock.instant();
    return HttpDate.parse(text, now).map(date -> bounded(Duration.between(now, date)));
  }

  private static Duration seconds(String text) {
    if (text.startsWith("-")) {
      return Duration.ZERO;
    }
    String digits = text.replaceFirst("^0+(?=.)", "");
    return digits.length() > MOST_DIGITS
        ? MOST
        : bounded(Duration.ofSeconds(Long.parseLong(digits)));
  }

  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(MOST) > 0 ? MOST : wait;
  }
}
