package io.orderwire.producer;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Room for events under way, in bytes; who waits is served in the order of coming. */
final class Budget {

  /** Counted for each event on top of its key and value, so that the number is bounded too. */
  static final int OVERHEAD_BYTES = 256;

  private final int capacity;
  private final Semaphore free;

  Budget(int capacity) {
    this.capacity = capacity;
    this.free = new Semaphore(capacity, true);
  }

  /** Whether room was found within that time; without waiting if it is zero. */
  boolean acquire(int bytes, Duration max) throws InterruptedException {
    int weight = weight(bytes);
    return free.tryAcquire(weight, max.toNanos(), TimeUnit.NANOSECONDS);
  }

  void release(int bytes) {
    free.release(weight(bytes));
  }

  int used() {
    return capacity - free.availablePermits();
  }

  int capacity() {
    return capacity;
  }

  /** One event larger than everything takes all, rather than never finding room. */
  private int weight(int bytes) {
    return Math.min(capacity, bytes + OVERHEAD_BYTES);
  }
}
