package io.orderwire.delivery.webhook.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the requests of all cursors, a bounded number at once: a burst over many endpoints then
 * needs a few connections, each of which is used again and again, and not one for each request.
 * Which comes next is decided by {@link Places}. Safe for use by many threads.
 *
 * <p>A request that takes longer than a moment is slow, and another begins beside it. Where this
 * JVM's threads have to wait for a processor, that says nothing of the endpoint, and more requests
 * would make all of them slower: a request is slow then after ten moments.
 */
final class Senders {
  /** So many parts of a moment is how exactly a moment is kept, and a thread's wait is told. */
  private static final int PARTS = 8;

  private static final int MOMENTS_WHILE_BUSY = 10;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition later = lock.newCondition();
  private final Places places;
  private final long moment;
  private final LongSupplier nanos;
  private final ThreadFactory threads;
  private boolean watched;

  /**
   * Nothing runs yet.
   *
   * @param bounds how many requests run at once
   * @param nanos a monotonic clock
   * @param threads virtual threads
   */
  Senders(Bounds bounds, LongSupplier nanos, ThreadFactory threads) {
    this.places = new Places(bounds.places(), bounds.most());
    this.moment = bounds.moment().toNanos();
    this.nanos = nanos;
    this.threads = threads;
  }

  /**
   * How many requests run at once.
   *
   * @param places those that are not slow, at least 1
   * @param most all of them, at least as many and 4
   * @param moment one that takes longer is slow
   */
  record Bounds(int places, int most, Duration moment) {}

  /** Takes a request, which runs in a thread of this when it is its turn; does not wait. */
  void run(Line line, Line.Request request) {
    List<Places.Turn> begun;
    lock.lock();
    try {
      places.ask(line, request);
      begun = beginAll();
      watch();
    } finally {
      lock.unlock();
    }
    begun.forEach(this::start);
  }

  /** Withdraws the requests of a line that wait for their turn. */
  void withdraw(Line line) {
    List<Line.Request> withdrawn;
    lock.lock();
    try {
      withdrawn = places.withdraw(line);
    } finally {
      lock.unlock();
    }
    withdrawn.forEach(Line.Request::withdraw);
  }

  /** How many requests are under way. */
  int running() {
    lock.lock();
    try {
      return places.running();
    } finally {
      lock.unlock();
    }
  }

  /** How many requests wait for their turn. */
  int waiting() {
    lock.lock();
    try {
      return places.waiting();
    } finally {
      lock.unlock();
    }
  }

  /** How many places are free. */
  int free() {
    lock.lock();
    try {
      return places.free();
    } finally {
      lock.unlock();
    }
  }

  private List<Places.Turn> beginAll() {
    List<Places.Turn> begun = new ArrayList<>(1);
    long now = nanos.getAsLong();
    Places.Turn turn = places.next(now);
    while (turn != null) {
      begun.add(turn);
      turn = places.next(now);
    }
    return begun;
  }

  /** A thread goes on with the next request, as long as there is one. */
  private void start(Places.Turn first) {
    threads
        .newThread(
            () -> {
              Places.Turn turn = first;
              while (turn != null) {
                turn.request.run();
                turn = afterEnd(turn);
              }
            })
        .start();
  }

  private Places.@Nullable Turn afterEnd(Places.Turn ended) {
    List<Places.Turn> begun;
    lock.lock();
    try {
      places.end(ended);
      begun = beginAll();
    } finally {
      lock.unlock();
    }
    if (begun.isEmpty()) {
      return null;
    }
    begun.subList(1, begun.size()).forEach(this::start);
    return begun.getFirst();
  }

  /** While any waits, one thread looks after those that become slow. */
  private void watch() {
    if (!watched && places.waiting() > 0) {
      watched = true;
      threads.newThread(this::passOn).start();
    }
  }

  private void passOn() {
    lock.lock();
    try {
      while (places.waiting() > 0) {
        long before = nanos.getAsLong();
        long wait = Math.max(moment / PARTS, moment - places.longest(before));
        var _ = later.awaitNanos(wait);
        long now = nanos.getAsLong();
        boolean isBusy = now - before - wait > moment / PARTS;
        places.passOn(now, isBusy ? moment * MOMENTS_WHILE_BUSY : moment);
        beginAll().forEach(this::start);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      watched = false;
      lock.unlock();
    }
  }
}
