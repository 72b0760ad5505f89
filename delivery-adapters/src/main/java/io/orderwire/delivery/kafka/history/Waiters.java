package io.orderwire.delivery.kafka.history;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Threads that wait for something to change about a partner. All waiters of a partner share one
 * latch until the next change, so a waiter costs a queue node and a change costs the writer one
 * look-up when nobody waits.
 *
 * <p>No wake-up is lost: a waiter takes the latch first and looks at the condition then; who
 * changes the condition does so first and opens the latch then.
 */
final class Waiters {
  private final ConcurrentMap<String, CountDownLatch> latches = new ConcurrentHashMap<>();

  /**
   * Waits until {@code condition} holds.
   *
   * @return whether it held in time
   */
  boolean await(String partnerId, BooleanSupplier condition, long timeoutNanos)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeoutNanos;
    long remaining = timeoutNanos;
    while (true) {
      CountDownLatch latch = latches.computeIfAbsent(partnerId, _ -> new CountDownLatch(1));
      if (condition.getAsBoolean()) {
        return true;
      }
      if (remaining <= 0 || !latch.await(remaining, TimeUnit.NANOSECONDS)) {
        return condition.getAsBoolean();
      }
      remaining = deadline - System.nanoTime();
    }
  }

  /** Something changed about a partner. */
  void wake(String partnerId) {
    CountDownLatch latch = latches.get(partnerId);
    if (latch != null && latches.remove(partnerId, latch)) {
      latch.countDown();
    }
  }

  /** Something changed that may concern everybody. */
  void wakeAll() {
    for (String partnerId : latches.keySet()) {
      wake(partnerId);
    }
  }
}
