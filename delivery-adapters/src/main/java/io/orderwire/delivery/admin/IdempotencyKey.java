package io.orderwire.delivery.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a caller calls a request, so that it can repeat it. */
final class IdempotencyKey {
  private static final String HEADER = "Idempotency-Key";
  private static final Pattern ACCEPTED = Pattern.compile("[\\x21-\\x7e]{1,255}");

  private IdempotencyKey() {}

  /** A request's key; refuses what is none. */
  static Optional<String> of(HttpServletRequest request) {
    Optional<String> key = Optional.ofNullable(request.getHeader(HEADER));
    if (key.isPresent() && !ACCEPTED.matcher(key.get()).matches()) {
      throw Refusals.invalid(HEADER + " must be 1 to 255 visible characters of ASCII.");
    }
    return key;
  }
}
