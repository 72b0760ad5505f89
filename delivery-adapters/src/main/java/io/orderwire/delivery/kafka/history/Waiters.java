package io.orderwire.delivery.kafka.history;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Threads that wait for something to change about a partner, and watchers that are told of each
 * change. All waiters of a partner share one latch until the next change, so a waiter costs a queue
 * node and a change costs the writer one look-up when nobody waits.
 *
 * <p>No wake-up is lost: a waiter takes the latch first and looks at the condition then; who
 * changes the condition does so first and opens the latch then.
 *
 * <p>Changes that come in quick succession are gathered ({@link #changed}) and told together, each
 * partner once ({@link #tell}). Safe for use by many threads.
 */
final class Waiters {
  private final ConcurrentMap<String, CountDownLatch> latches = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, List<Runnable>> watchers = new ConcurrentHashMap<>();
  private final Set<String> changed = ConcurrentHashMap.newKeySet();

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

  /** Runs this at each change about a partner from now on, in the thread that makes it. */
  void add(String partnerId, Runnable watcher) {
    watchers.compute(
        partnerId,
        (_, known) -> {
          List<Runnable> all = new ArrayList<>(known == null ? List.of() : known);
          all.add(watcher);
          return List.copyOf(all);
        });
  }

  /** Does not run it any more. */
  void remove(String partnerId, Runnable watcher) {
    watchers.computeIfPresent(
        partnerId,
        (_, known) -> {
          List<Runnable> rest = new ArrayList<>(known);
          rest.remove(watcher);
          return rest.isEmpty() ? null : List.copyOf(rest);
        });
  }

  /** Something changed about a partner: it is told by the next {@link #tell}. */
  void changed(String partnerId) {
    changed.add(partnerId);
  }

  /**
   * Tells what has changed. To be called by who calls {@link #changed}, before it waits for
   * anything; it may tell what others have gathered, too.
   */
  void tell() {
    for (Iterator<String> all = changed.iterator(); all.hasNext(); ) {
      String partnerId = all.next();
      all.remove(); // What changes from now on is told again.
      wake(partnerId);
    }
  }

  /** Something changed about a partner, which is told at once. */
  private void wake(String partnerId) {
    watchers.getOrDefault(partnerId, List.of()).forEach(Runnable::run);
    CountDownLatch latch = latches.get(partnerId);
    if (latch != null && latches.remove(partnerId, latch)) {
      latch.countDown();
    }
  }

  /** Something changed that may concern everybody. */
  void wakeAll() {
    latches.keySet().forEach(this::wake);
    watchers.keySet().forEach(this::wake);
  }
}
