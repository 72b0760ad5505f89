package io.orderwire.bench.rows;

import io.orderwire.bench.suite.RowFailedException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * When the numbered events of a round came somewhere. Partner p of P has the numbers p, P + p, 2 P
 * + p and so on, and each of them has to come once, in this order. For many threads, those of one
 * partner one at a time.
 */
final class Seen {
  private final long first;
  private final int partners;
  private final int heard;
  private final AtomicLongArray times;
  private final AtomicLongArray next;
  private final AtomicLong last = new AtomicLong();
  private final LongAdder count = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final LongAdder missing = new LongAdder();

  /**
   * Nothing has come.
   *
   * @param first the round's first number, a multiple of the number of partners
   * @param heard of how many partners, the first ones, events come here
   * @param most how many events the round has at most
   */
  Seen(long first, int partners, int heard, int most) {
    this.first = first;
    this.partners = partners;
    this.heard = heard;
    times = new AtomicLongArray(most);
    next = new AtomicLongArray(partners);
    for (int partner = 0; partner < partners; partner++) {
      next.set(partner, first + partner);
    }
  }

  /** An event has come, at a time of {@link System#nanoTime}. */
  void take(long number, long now) {
    int partner = (int) (number % partners);
    long expected = next.get(partner);
    if (number < expected) {
      repeated.increment();
      return;
    }
    missing.add((number - expected) / partners);
    times.set((int) (number - first), now);
    next.set(partner, number + partners);
    last.accumulateAndGet(now, Math::max);
    count.increment();
  }

  /** How many have come. */
  long count() {
    return count.sum();
  }

  /** Whether an event that was due at a time or later has come to each partner. */
  boolean hasComeToAll(Schedule schedule, long since) {
    return IntStream.range(0, heard)
        .allMatch(
            partner -> {
              long newest = next.get(partner) - partners - first;
              return newest >= 0 && schedule.dueNanos(newest) - since >= 0;
            });
  }

  /** How many events come here of so many. */
  long share(int events) {
    return (long) events / partners * heard;
  }

  /** Fails unless all of so many events have come that come here, each once and in order. */
  void requireAll(String what, int events) {
    RowFailedException.requireCount("missing events, " + what, 0, missing.sum());
    RowFailedException.requireCount("repeated events, " + what, 0, repeated.sum());
    RowFailedException.requireCount("events, " + what, share(events), count());
  }

  /** The longest time from when an event was due to its coming, of those due in a time; seconds. */
  double longestWait(Schedule schedule, int events, long from, long to) {
    return IntStream.range(0, events)
        .filter(n -> n % partners < heard)
        .filter(n -> schedule.dueNanos(n) - from >= 0 && schedule.dueNanos(n) - to < 0)
        .mapToDouble(n -> Math.max(1, times.get(n) - schedule.dueNanos(n)) / 1e9)
        .max()
        .orElseThrow(() -> new IllegalStateException("no event was due"));
  }

  /** The longest time between two events that came to each partner, ascending; seconds. */
  double[] silences(int events) {
    return IntStream.range(0, heard)
        .mapToDouble(partner -> silence(partner, events))
        .sorted()
        .toArray();
  }

  private double silence(int partner, int events) {
    return IntStream.iterate(partner + partners, n -> n < events, n -> n + partners)
        .mapToDouble(n -> (times.get(n) - times.get(n - partners)) / 1e9)
        .max()
        .orElseThrow(() -> new IllegalStateException("a partner has too few events"));
  }

  /** The one at a percentile of ascending values. */
  static double at(double percentile, double[] ascending) {
    return DoubleStream.of(ascending)
        .skip((long) Math.max(0, Math.ceil(percentile / 100 * ascending.length) - 1))
        .findFirst()
        .orElseThrow();
  }
}
