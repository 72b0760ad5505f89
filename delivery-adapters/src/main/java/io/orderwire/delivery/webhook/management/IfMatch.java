package io.orderwire.delivery.webhook.management;

import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.Problem;
import io.orderwire.delivery.http.RefusedException;
import io.orderwire.delivery.webhook.Endpoint;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Optional;

/**
 * Which version a change is meant for (RFC 9110, section 13.1.1; strong comparison).
 *
 * @param tags the header field's value; empty without one
 */
record IfMatch(Optional<String> tags) {
  /** For any version. */
  static final IfMatch ANY = new IfMatch(Optional.empty());

  /** As the request says; optional. */
  static IfMatch of(HttpServletRequest request) {
    return new IfMatch(Optional.ofNullable(request.getHeader("If-Match")));
  }

  /** As the request says; refused without it. */
  static IfMatch required(HttpServletRequest request) {
    IfMatch given = of(request);
    if (given.tags.isEmpty()) {
      throw RefusedException.of(
          ErrorCode.PRECONDITION_REQUIRED,
          "Read the endpoint, and send its ETag as If-Match, so that nobody's change is undone"
              + " unseen.");
    }
    return given;
  }

  /** The entity tag of an endpoint. */
  static String tag(Endpoint endpoint) {
    return "\"" + endpoint.version() + "\"";
  }

  /** Refuses what was meant for another version. */
  void require(Endpoint endpoint) {
    boolean matches =
        tags.map(
                text ->
                    Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .anyMatch(one -> one.equals("*") || one.equals(tag(endpoint))))
            .orElse(true);
    if (!matches) {
      throw mismatch(endpoint);
    }
  }

  /** What is answered where another version is stored. */
  static RefusedException mismatch(Endpoint stored) {
    return new RefusedException(
        Problem.of(
                ErrorCode.VERSION_MISMATCH,
                "The endpoint has changed: its version is "
                    + stored.version()
                    + ". Read it again, then decide anew.")
            .with("version", stored.version()));
  }
}
