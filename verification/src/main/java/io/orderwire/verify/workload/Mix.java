package io.orderwire.verify.workload;

import java.time.Duration;

/**
 * What is sent how often.
 *
 * @param skew how unequal partners are: the n-th largest gets 1/n^skew of what the largest gets; 0
 *     for equal ones
 * @param perSecond how many sends a second all producers have together, between bursts and pauses
 * @param burst how many times as many in a burst, at least 1
 * @param steady how long the time between a burst or pause and the next is on average
 * @param disturbed how long a burst or pause is on average
 * @param duplicates the share of sends that repeat an earlier event, 0 to 1
 * @param reused the share that use an earlier event_id for another event
 * @param poison the share that are undecodable, invalid or have another key, a third each
 */
public record Mix(
    double skew,
    double perSecond,
    double burst,
    Duration steady,
    Duration disturbed,
    double duplicates,
    double reused,
    double poison) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is not kept
   */
  public Mix {
    require(skew >= 0, "skew must not be negative");
    require(perSecond > 0, "perSecond must be positive");
    require(burst >= 1, "burst must be at least 1");
    require(steady.isPositive() && disturbed.isPositive(), "durations must be positive");
    require(
        duplicates >= 0 && reused >= 0 && poison >= 0 && duplicates + reused + poison <= 1,
        "shares must not be negative, and be at most 1 together");
  }

  /** Skew 1.1, bursts of 8 times for about a second each 10 s, 3 % duplicates, 1 % poison. */
  public static Mix usual(double perSecond) {
    return new Mix(
        1.1, perSecond, 8, Duration.ofSeconds(10), Duration.ofSeconds(1), 0.03, 0.005, 0.01);
  }

  private static void require(boolean kept, String rule) {
    if (!kept) {
      throw new IllegalArgumentException(rule);
    }
  }
}
