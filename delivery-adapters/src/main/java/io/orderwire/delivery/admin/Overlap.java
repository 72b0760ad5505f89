package io.orderwire.delivery.admin;

import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.RefusedException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How long an old key goes on working, as asked for. */
final class Overlap {
  private static final Duration DEFAULT = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(30);

  private Overlap() {}

  /** Reads a request's body, which may be missing; refuses it with what is wrong. */
  static Duration parse(byte @Nullable [] body) {
    if (body == null || body.length == 0) {
      return DEFAULT;
    }
    JsonNode asked = JsonBody.object(body, Set.of("overlap_seconds")).path("overlap_seconds");
    if (asked.isMissingNode()) {
      return DEFAULT;
    }
    if (!asked.isIntegralNumber()
        || !asked.canConvertToLong()
        || asked.asLong() < 0
        || asked.asLong() > LONGEST.toSeconds()) {
      throw RefusedException.of(
          ErrorCode.INVALID_PARAMETER,
          "overlap_seconds must be a whole number from 0 to " + LONGEST.toSeconds() + ".");
    }
    return Duration.ofSeconds(asked.asLong());
  }
}
