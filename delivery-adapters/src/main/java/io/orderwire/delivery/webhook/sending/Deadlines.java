package io.orderwire.delivery.webhook.sending;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Cuts calls whose time has come, at most {@link #LOOK} later. Most calls end at once, and cost no
 * more than a place in a queue; one thread looks at it now and then, and puts what is still under
 * way in the order of time. Safe for use by many threads.
 */
final class Deadlines implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(10);

  private final Queue<Cut> begun = new ConcurrentLinkedQueue<>();

  /**
   * Closes calls. Threads of the platform: a virtual one would have no turn while the calls that it
   * is to cut keep all carriers, as one does whose socket always has data.
   */
  private final ExecutorService closers =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().daemon().name("webhook-cuts-", 0).factory());

  private final Thread thread;
  private volatile boolean sleeps;
  private volatile boolean closed;

  Deadlines() {
    thread = Thread.ofPlatform().daemon().name("webhook-deadlines").start(this::run);
  }

  /** A call that will be cut, unless it ends before. */
  static final class Cut {
    private final Deadline deadline;
    private volatile @Nullable Runnable close;

    private Cut(Deadline deadline, Runnable close) {
      this.deadline = deadline;
      this.close = close;
    }

    /** The call has ended. */
    void end() {
      close = null;
    }

    private boolean hasEnded() {
      return close == null;
    }

    private long nanosLeft() {
      return deadline.end() - System.nanoTime();
    }

    /** In a thread of its own, so that closing one never delays another. */
    private void close(Executor closers) {
      Runnable closing = close;
      if (closing != null) {
        deadline.pass();
        closers.execute(closing);
      }
    }
  }

  /**
   * Cuts a call when the time has come, unless it has ended.
   *
   * @param close ends the call; may block
   */
  Cut cut(Deadline deadline, Runnable close) {
    Cut cut = new Cut(deadline, close);
    begun.add(cut);
    if (sleeps) {
      LockSupport.unpark(thread);
    }
    return cut;
  }

  private void run() {
    PriorityQueue<Cut> underWay =
        new PriorityQueue<>(Comparator.comparingLong(cut -> cut.deadline.end()));
    while (!closed) {
      boolean busy = false;
      for (Cut cut = begun.poll(); cut != null; cut = begun.poll()) {
        busy = true;
        if (!cut.hasEnded()) {
          underWay.add(cut);
        }
      }
      Cut next = underWay.peek();
      while (next != null && (next.hasEnded() || next.nanosLeft() <= 0)) {
        next.close(closers);
        underWay.remove();
        next = underWay.peek();
      }
      if (next != null) {
        LockSupport.parkNanos(Math.min(LOOK.toNanos(), Math.max(1, next.nanosLeft())));
      } else if (busy) {
        LockSupport.parkNanos(LOOK.toNanos());
      } else {
        awaitCall();
      }
    }
    closers.shutdown();
  }

  private void awaitCall() {
    sleeps = true;
    if (begun.isEmpty() && !closed) {
      LockSupport.park(this);
    }
    sleeps = false;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
