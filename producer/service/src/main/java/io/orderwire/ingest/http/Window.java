package io.orderwire.ingest.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded queue from one thread to another, from which items are taken many at a time: a thread
 * that waited has much to do then, rather than being woken for each item. What was taken keeps its
 * place until it is done.
 */
final class Window<T> {
  /**
   * A part of the items: so many are taken at a time, and so many must be done for more to come.
   */
  private static final int PARTS = 8;

  private final int capacity;
  private final int part;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notEmpty = lock.newCondition();
  private final Condition hasRoom = lock.newCondition();
  private final Queue<T> waiting = new ArrayDeque<>();
  private int inside;

  Window(int capacity) {
    this.capacity = capacity;
    this.part = Math.max(1, capacity / PARTS);
  }

  /** Puts an item in, waiting for room at most so long; false if there was none. */
  boolean offer(T item, Duration most) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = most.toNanos();
      while (inside >= capacity) {
        if (left <= 0) {
          return false;
        }
        left = hasRoom.awaitNanos(left);
      }
      inside++;
      waiting.add(item);
      if (waiting.size() == 1) {
        notEmpty.signal();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Takes items out, in their order; waits until there is one. */
  void take(Queue<? super T> into) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty()) {
        notEmpty.await();
      }
      for (int n = 0; n < part && !waiting.isEmpty(); n++) {
        into.add(waiting.remove());
      }
    } finally {
      lock.unlock();
    }
  }

  /** So many of those that were taken need no place any more. */
  void done(int count) {
    lock.lock();
    try {
      inside -= count;
      if (inside <= capacity - part) {
        hasRoom.signal();
      }
    } finally {
      lock.unlock();
    }
  }
}
