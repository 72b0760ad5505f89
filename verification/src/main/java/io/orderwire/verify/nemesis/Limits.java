package io.orderwire.verify.nemesis;

import java.time.Duration;

/**
 * When faults may be, and how many.
 *
 * @param duration how long the run is
 * @param quietBefore how long nothing goes wrong at its beginning
 * @param quietAfter how long nothing goes wrong at its end
 * @param interval how long the time between the beginnings of two faults is on average, if nothing
 *     makes it longer
 * @param recovery how long a process is left alone after a fault
 * @param atOnce how many faults there may be at once, those included whose processes recover
 */
public record Limits(
    Duration duration,
    Duration quietBefore,
    Duration quietAfter,
    Duration interval,
    Duration recovery,
    int atOnce) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is not kept
   */
  public Limits {
    if (quietBefore.isNegative() || quietAfter.isNegative() || recovery.isNegative()) {
      throw new IllegalArgumentException("no time may be negative");
    }
    if (!interval.isPositive() || atOnce < 1) {
      throw new IllegalArgumentException("interval and atOnce must be positive");
    }
    if (quietBefore.plus(quietAfter).compareTo(duration) > 0) {
      throw new IllegalArgumentException("nothing is left of " + duration + " for faults");
    }
  }

  /** Quiet for 20 s and 60 s; a fault each 15 s, 20 s for recovery, and two at once. */
  public static Limits usual(Duration duration) {
    return new Limits(
        duration,
        Duration.ofSeconds(20),
        Duration.ofSeconds(60),
        Duration.ofSeconds(15),
        Duration.ofSeconds(20),
        2);
  }
}
