package io.orderwire.delivery.webhook.management;

import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.Problem;
import io.orderwire.delivery.http.RefusedException;
import java.time.Duration;

/** What several operations answer with. */
final class Refusals {
  private static final Duration SOON = Duration.ofSeconds(1);

  private Refusals() {}

  static RefusedException noOwner() {
    return new RefusedException(
        Problem.of(
                ErrorCode.NO_OWNER,
                "Another instance has this partner's endpoints now. Try again in a moment.")
            .retryAfter(SOON));
  }

  static RefusedException unavailable() {
    return new RefusedException(
        Problem.of(
                ErrorCode.BROKER_UNAVAILABLE,
                "Kafka did not answer in time. The change may still happen: look before trying"
                    + " again, or repeat it with its Idempotency-Key.")
            .retryAfter(SOON));
  }

  static RefusedException notCaughtUp() {
    return new RefusedException(
        Problem.of(
                ErrorCode.NOT_CAUGHT_UP,
                "This instance is starting, and does not know all endpoints yet.")
            .retryAfter(SOON));
  }

  static RefusedException conflict(String detail) {
    return RefusedException.of(ErrorCode.CONFLICT, detail);
  }
}
