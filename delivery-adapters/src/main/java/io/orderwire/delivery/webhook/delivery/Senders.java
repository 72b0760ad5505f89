package io.orderwire.delivery.webhook.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Runs the requests of all cursors, first come, first served, a bounded number at once: a burst
 * over many endpoints then needs a few connections, each of which is used again and again, and not
 * one for each request.
 *
 * <p>A request that takes longer than a moment gives its place to the next one and goes on beside
 * it. So endpoints that are slow, or do not answer at all, hold up others by no more than that
 * moment. Safe for use by many threads.
 */
final class Senders {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Runnable> waiting = new ArrayDeque<>();

  /** Those that took a place, in the order of their beginning; some may have ended. */
  private final Deque<Turn> begun = new ArrayDeque<>();

  private final long moment;
  private final LongSupplier nanos;
  private final ThreadFactory threads;
  private int free;
  private boolean watched;

  /**
   * Nothing runs yet.
   *
   * @param places how many requests run at once that are not slow
   * @param moment how long a request keeps its place at most
   * @param nanos a monotonic clock
   * @param threads virtual threads
   */
  Senders(int places, Duration moment, LongSupplier nanos, ThreadFactory threads) {
    this.free = places;
    this.moment = moment.toNanos();
    this.nanos = nanos;
    this.threads = threads;
  }

  /** A request that has a place, until it ends or has had it for long enough. */
  private static final class Turn {
    private final long since;
    private boolean hasPlace = true;

    Turn(long since) {
      this.since = since;
    }
  }

  /** Takes a request, which runs in a thread of this; does not wait. It must not throw. */
  void run(Runnable request) {
    Turn turn;
    lock.lock();
    try {
      if (free == 0) {
        waiting.add(request);
        watch();
        return;
      }
      turn = begin();
    } finally {
      lock.unlock();
    }
    start(request, turn);
  }

  /** How many places are free. */
  int free() {
    lock.lock();
    try {
      return free;
    } finally {
      lock.unlock();
    }
  }

  private void start(Runnable first, Turn firstTurn) {
    threads
        .newThread(
            () -> {
              Runnable request = first;
              Turn turn = firstTurn;
              while (true) {
                request.run();
                lock.lock();
                try {
                  if (!turn.hasPlace) {
                    return;
                  }
                  end(turn);
                  if (waiting.isEmpty()) {
                    return;
                  }
                  request = waiting.remove();
                  turn = begin();
                } finally {
                  lock.unlock();
                }
              }
            })
        .start();
  }

  private Turn begin() {
    free--;
    Turn turn = new Turn(nanos.getAsLong());
    begun.add(turn);
    return turn;
  }

  private void end(Turn turn) {
    turn.hasPlace = false;
    free++;
    while (!begun.isEmpty() && !begun.getFirst().hasPlace) {
      begun.removeFirst();
    }
  }

  /** While any waits, one thread looks after those that are slow. */
  private void watch() {
    if (!watched) {
      watched = true;
      threads.newThread(this::passOn).start();
    }
  }

  private void passOn() {
    lock.lock();
    try {
      while (!waiting.isEmpty()) {
        while (!begun.isEmpty() && !begun.getFirst().hasPlace) {
          begun.removeFirst();
        }
        long left =
            begun.isEmpty() ? moment : moment - (nanos.getAsLong() - begun.getFirst().since);
        if (left > 0) {
          var _ = changed.awaitNanos(left);
        } else {
          end(begun.getFirst());
          start(waiting.remove(), begin());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      watched = false;
      lock.unlock();
    }
  }
}
