package io.orderwire.delivery.webhook.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The time of one loop: the wall clock's when it began, and what has passed since. So a wall clock
 * that is set, or jumps, makes nothing due earlier or later. Safe for use by many threads.
 */
final class LoopClock implements InstantSource {
  private static final Duration SAME = Duration.ofSeconds(1);

  private final InstantSource wall;
  private final LongSupplier nanos;
  private final Instant began;
  private final long beganNanos;

  /**
   * Begins now.
   *
   * @param nanos a monotonic clock
   */
  LoopClock(InstantSource wall, LongSupplier nanos) {
    this.wall = wall;
    this.nanos = nanos;
    began = wall.instant();
    beganNanos = nanos.getAsLong();
  }

  @Override
  public Instant instant() {
    return began.plusNanos(nanos.getAsLong() - beganNanos);
  }

  /**
   * By how much the wall clock is ahead of this one, since it was set; zero where that is less than
   * a second, so that what is stored does not change with each look.
   */
  Duration wallAhead() {
    Duration ahead = Duration.between(instant(), wall.instant());
    return ahead.abs().compareTo(SAME) < 0 ? Duration.ZERO : ahead;
  }
}
