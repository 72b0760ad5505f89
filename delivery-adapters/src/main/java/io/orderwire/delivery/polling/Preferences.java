package io.orderwire.delivery.polling;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request prefers (RFC 7240). */
final class Preferences {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
  private static final Pattern WAIT = Pattern.compile("\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*");

  private Preferences() {}

  /** {@code wait}, at most 60 seconds; zero if it is not given, or is not a number. */
  static Duration waitOf(HttpServletRequest request) {
    for (String header : Collections.list(request.getHeaders("Prefer"))) {
      for (String preference : header.toLowerCase(Locale.ROOT).split("[,;]", -1)) {
        Matcher matcher = WAIT.matcher(preference);
        if (matcher.matches()) {
          Duration wait = Duration.ofSeconds(Long.parseLong(matcher.group(1)));
          return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        }
      }
    }
    return Duration.ZERO;
  }
}
