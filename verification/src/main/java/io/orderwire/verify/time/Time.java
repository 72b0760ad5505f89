package io.orderwire.verify.time;

import java.time.Duration;

/** A run's time, and the sign that all shall end. Safe for threads. */
public interface Time {
  /** How long ago the run began. */
  Duration now();

  /** Whether all shall end. */
  boolean isOver();

  /**
   * Sleeps, but not beyond the sign to end.
   *
   * @return whether to go on
   */
  boolean sleep(Duration time) throws InterruptedException;

  /**
   * Sleeps until so long after the beginning; not at all where that is past.
   *
   * @return whether to go on
   */
  default boolean sleepUntil(Duration at) throws InterruptedException {
    Duration left = at.minus(now());
    return left.isPositive() ? sleep(left) : !isOver();
  }
}
