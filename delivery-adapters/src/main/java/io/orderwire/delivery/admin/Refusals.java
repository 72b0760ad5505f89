package io.orderwire.delivery.admin;

import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.Problem;
import io.orderwire.delivery.http.RefusedException;
import java.time.Duration;

/** What several operations answer with. */
final class Refusals {
  private static final Duration SOON = Duration.ofSeconds(1);

  private Refusals() {}

  static RefusedException unknownPartner(String id) {
    return RefusedException.of(
        ErrorCode.NOT_FOUND, "There is no partner " + id + "; 'partner list' names them.");
  }

  static RefusedException invalid(String detail) {
    return RefusedException.of(ErrorCode.INVALID_PARAMETER, detail);
  }

  static RefusedException conflict(String detail) {
    return RefusedException.of(ErrorCode.CONFLICT, detail);
  }

  static RefusedException noOwner() {
    return passing(
        ErrorCode.NO_OWNER,
        "This instance does not have the partner's history now: ask the one that has, or try again"
            + " in a moment.");
  }

  static RefusedException notCaughtUp() {
    return passing(
        ErrorCode.NOT_CAUGHT_UP,
        "This instance may not know all of the history yet. Try again in a moment.");
  }

  private static RefusedException passing(ErrorCode code, String detail) {
    return new RefusedException(Problem.of(code, detail).retryAfter(SOON));
  }
}
