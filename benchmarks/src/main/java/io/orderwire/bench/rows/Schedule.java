package io.orderwire.bench.rows;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * A round of events that are due at fixed times. An event's latency counts from when it was due, so
 * that a sender that was held up hides nothing (no coordinated omission). {@link #arrived} may be
 * called by many threads.
 */
final class Schedule {
  private static final long HIGHEST = TimeUnit.MINUTES.toNanos(10);

  private final LongSupplier nanoTime;
  private final long start;
  private final Histogram histogram = new ConcurrentHistogram(HIGHEST, 3);
  private final AtomicLong arrived = new AtomicLong();
  private final int perSecond;
  private volatile long last;

  /** Begins now, by {@link System#nanoTime}. */
  Schedule(int perSecond) {
    this(perSecond, System::nanoTime);
  }

  Schedule(int perSecond, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
    start = nanoTime.getAsLong();
  }

  /** Waits until the n-th event is due, from 0 on. */
  void awaitDue(long n) {
    for (long left = untilDue(n); left > 0; left = untilDue(n)) {
      LockSupport.parkNanos(left);
    }
  }

  /** When the n-th event is due, by {@link System#nanoTime}, which all processes share. */
  long dueNanos(long n) {
    return start + n * TimeUnit.SECONDS.toNanos(1) / perSecond;
  }

  /** The n-th event has arrived. */
  void arrived(long n) {
    long now = nanoTime.getAsLong();
    histogram.recordValue(Math.clamp(now - dueNanos(n), 1, HIGHEST));
    last = now;
    arrived.incrementAndGet();
  }

  /** When the last one arrived, by {@link System#nanoTime}. */
  long last() {
    return last;
  }

  long count() {
    return arrived.get();
  }

  /** In milliseconds. */
  double percentile(double percentile) {
    return histogram.getValueAtPercentile(percentile) / 1e6;
  }

  private long untilDue(long n) {
    return dueNanos(n) - nanoTime.getAsLong();
  }
}
