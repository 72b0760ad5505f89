package io.orderwire.cli.ingest;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Spreads events evenly over time. The n-th event is due n / rate seconds after the first; an event
 * that is late is not waited for, and what was missed by more than a second is not made up for.
 */
final class Pace {
  private static final long MOST_BEHIND = Duration.ofSeconds(1).toNanos();

  private final double nanosPerEvent;
  private final LongSupplier nanoTime;
  private double due;
  private boolean started;

  /**
   * A pace.
   *
   * @param eventsPerSecond more than 0; infinity for as fast as it goes
   * @param nanoTime a clock as {@link System#nanoTime}
   */
  Pace(double eventsPerSecond, LongSupplier nanoTime) {
    this.nanosPerEvent = 1e9 / eventsPerSecond;
    this.nanoTime = nanoTime;
  }

  /** How long to wait before the next event; zero or less if it is due. */
  Duration next() {
    if (nanosPerEvent == 0) {
      return Duration.ZERO;
    }
    long now = nanoTime.getAsLong();
    if (!started) {
      started = true;
      due = now;
    }
    due = Math.max(due, (double) now - MOST_BEHIND);
    Duration wait = Duration.ofNanos((long) (due - now));
    due += nanosPerEvent;
    return wait;
  }
}
