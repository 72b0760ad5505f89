package io.orderwire.delivery.issuer;

import java.time.Duration;

/**
 * When the issuer's keys are asked for.
 *
 * @param refresh how often, while all goes well; a withdrawn key is taken that long at most
 * @param askAgain how long after one question there is no other, whatever tokens come
 * @param keep how long keys are used after the last answer
 * @param longestWait how long a request waits for an answer
 */
public record KeyTimes(Duration refresh, Duration askAgain, Duration keep, Duration longestWait) {
  /** Checks the bounds. */
  public KeyTimes {
    if (!refresh.isPositive() || !askAgain.isPositive() || !longestWait.isPositive()) {
      throw new IllegalArgumentException("refresh, ask again and longest wait must be positive");
    }
    if (keep.compareTo(refresh) < 0) {
      throw new IllegalArgumentException("keys must be kept at least until they are refreshed");
    }
  }
}
