package io.orderwire.delivery.kafka.ownership;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Paces transactions: so many at once, first come, first served. While one waits for its turn, more
 * is asked for that goes into it, so under load there are fewer and larger ones, and without load
 * nobody waits. A turn is never waited for longer than a bound, so that a partition whose broker
 * does not answer holds the others up no longer than that. Safe for use by many threads.
 */
final class Turns {
  private final Semaphore places;
  private final Duration patience;

  /**
   * All are free.
   *
   * @param places how many transactions at once
   * @param patience after this time a transaction begins without a turn
   */
  Turns(int places, Duration patience) {
    this.places = new Semaphore(places, true);
    this.patience = patience;
  }

  /** Waits for a turn; it ends when it is closed. */
  Turn take() throws InterruptedException {
    boolean taken = places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    return () -> {
      if (taken) {
        places.release();
      }
    };
  }

  int free() {
    return places.availablePermits();
  }

  /** Ends with its transaction. */
  @FunctionalInterface
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }
}
