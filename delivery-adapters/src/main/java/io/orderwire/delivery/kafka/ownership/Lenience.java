package io.orderwire.delivery.kafka.ownership;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long a transaction is put off for requests that nobody waits for: the longer, the more of
 * them are under way over all partitions. So a few are stored at once, and of many more go into
 * each transaction, of which there are then no more than a broker does without effort. Safe for use
 * by many threads.
 */
final class Lenience {
  private static final Duration EACH = Duration.ofNanos(500_000);
  private static final Duration MOST = Duration.ofMillis(250);

  private final AtomicInteger underWay = new AtomicInteger();

  /** A request that nobody waits for is under way. */
  void begin() {
    underWay.incrementAndGet();
  }

  /** It is answered. */
  void end() {
    underWay.decrementAndGet();
  }

  /** In nanoseconds, from when the first of a transaction's requests came. */
  long nanos() {
    return Math.min(MOST.toNanos(), EACH.toNanos() * underWay.get());
  }
}
