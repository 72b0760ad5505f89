package io.orderwire.bench.rows;

import io.orderwire.bench.suite.RowFailedException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Events that are published at a steady rate, to all partners in turn, until that is ended. For one
 * thread.
 */
final class Traffic {
  private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofMinutes(2);

  private final long first;
  private final int partners;
  private final int most;
  private final Way way;
  private final Schedule schedule;
  private final Seen acknowledged;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Thread thread;
  private volatile boolean ending;
  private volatile int published;

  /** Publishes the event with a number. */
  @FunctionalInterface
  interface Way {
    CompletionStage<?> publish(long number);
  }

  /**
   * Begins.
   *
   * @param first the first number, a multiple of the number of partners
   * @param most how many events there may be; a multiple, too
   */
  Traffic(int perSecond, long first, int partners, int most, Way way) {
    this.first = first;
    this.partners = partners;
    this.most = most;
    this.way = way;
    schedule = new Schedule(perSecond);
    acknowledged = new Seen(first, partners, partners, most);
    thread = Thread.ofPlatform().name("traffic").start(this::run);
  }

  private void run() {
    for (int n = 0; n < most && !(ending && n % partners == 0); n++) {
      long number = first + n;
      schedule.awaitDue(n);
      var _ =
          way.publish(number)
              .whenComplete(
                  (_, failed) -> {
                    if (failed == null) {
                      acknowledged.take(number, System.nanoTime());
                    } else {
                      failure.set(failed);
                    }
                  });
      published = n + 1;
    }
  }

  /** When events are due. */
  Schedule schedule() {
    return schedule;
  }

  /** Which are acknowledged. */
  Seen acknowledged() {
    return acknowledged;
  }

  /** Ends it, waits until all is acknowledged, and gives the number of events. */
  int end() throws InterruptedException {
    ending = true;
    thread.join();
    if (published == most) {
      throw new RowFailedException("It took longer than %,d events".formatted(most));
    }
    long until = System.nanoTime() + ACKNOWLEDGED_WITHIN.toNanos();
    while (acknowledged.count() < published && failure.get() == null) {
      if (System.nanoTime() - until > 0) {
        throw new RowFailedException(
            "%,d of %,d events are acknowledged".formatted(acknowledged.count(), published));
      }
      Thread.sleep(Duration.ofMillis(20));
    }
    if (failure.get() != null) {
      throw new RowFailedException("An event could not be published: " + failure.get());
    }
    acknowledged.requireAll("acknowledged", published);
    return published;
  }
}
