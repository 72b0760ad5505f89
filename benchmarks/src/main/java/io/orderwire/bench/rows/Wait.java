package io.orderwire.bench.rows;

import io.orderwire.bench.suite.RowFailedException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waiting for a count to be reached. */
final class Wait {
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration STANDSTILL = Duration.ofMinutes(1);

  private Wait() {}

  /** A count that grows. */
  @FunctionalInterface
  interface Count {
    long now() throws IOException, InterruptedException;
  }

  /**
   * Waits until a count is reached.
   *
   * @throws RowFailedException if it has not changed for a minute
   */
  static void until(String what, long expected, Count count)
      throws IOException, InterruptedException {
    until(what, expected, STANDSTILL, count);
  }

  /**
   * Waits until a count is reached.
   *
   * @throws RowFailedException if it has not changed for so long
   */
  static void until(String what, long expected, Duration standstill, Count count)
      throws IOException, InterruptedException {
    long seen = -1;
    long since = System.nanoTime();
    while (true) {
      long now = count.now();
      if (now >= expected) {
        return;
      }
      if (now != seen) {
        seen = now;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > standstill.toNanos()) {
        throw new RowFailedException("%s: still %,d of %,d".formatted(what, now, expected));
      }
      TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
    }
  }
}
