package io.orderwire.delivery.webhook.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a loop is told by other threads. The loop may wait elsewhere, for the history; a letter then
 * interrupts it there, and nowhere else.
 */
final class Mailbox<T> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Queue<T> letters = new ArrayDeque<>();
  private @Nullable Thread waitingElsewhere;

  /** Adds a letter. */
  void add(T letter) {
    lock.lock();
    try {
      letters.add(letter);
      arrived.signalAll();
      if (waitingElsewhere != null) {
        waitingElsewhere.interrupt();
        waitingElsewhere = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether there is none. */
  boolean isEmpty() {
    lock.lock();
    try {
      return letters.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Takes all letters, without waiting. */
  List<T> takeAll() {
    lock.lock();
    try {
      List<T> all = new ArrayList<>(letters);
      letters.clear();
      return all;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is a letter, at most for the timeout. */
  void await(Duration timeout) throws InterruptedException {
    long left = timeout.toNanos();
    lock.lockInterruptibly();
    try {
      while (letters.isEmpty() && left > 0) {
        left = arrived.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Something else that blocks, and can be interrupted. */
  @FunctionalInterface
  interface Wait {
    void await() throws InterruptedException;
  }

  /** Waits for something else, or until there is a letter. */
  @SuppressWarnings("Interruption") // The interruption is this mailbox's own way to end the wait.
  void awaitElsewhere(Wait wait) throws InterruptedException {
    lock.lock();
    try {
      if (!letters.isEmpty()) {
        return;
      }
      waitingElsewhere = Thread.currentThread();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    try {
      wait.await();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    lock.lock();
    try {
      boolean ownLetter = waitingElsewhere == null;
      waitingElsewhere = null;
      if (ownLetter) {
        boolean cleared = Thread.interrupted();
        assert cleared || interrupted : "a letter interrupts";
      } else if (interrupted) {
        throw new InterruptedException();
      }
    } finally {
      lock.unlock();
    }
  }
}
