package io.orderwire.delivery.kafka.history;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets readers of a native resource in until it is closed, and closes it only when they are out.
 * Entering never blocks. A reader must leave soon: closing waits for it.
 */
final class Gate {
  private static final int CLOSED = Integer.MIN_VALUE;
  private static final long LOOK_AGAIN_NANOS = 20_000;

  /** How many are inside, with the highest bit set once it is closed. */
  private final AtomicInteger inside = new AtomicInteger();

  /** Enters, unless it is closed. Who has entered must {@link #leave}. */
  boolean enter() {
    int now = inside.get();
    while (now >= 0) {
      int seen = inside.compareAndExchange(now, now + 1);
      if (seen == now) {
        return true;
      }
      now = seen;
    }
    return false;
  }

  /** Leaves. */
  void leave() {
    inside.decrementAndGet();
  }

  /** Whether nobody can enter any more. */
  boolean isClosed() {
    return inside.get() < 0;
  }

  /** Lets nobody in any more, and waits until all are out. May be called again. */
  void close() {
    inside.getAndUpdate(now -> now | CLOSED);
    while (inside.get() != CLOSED) {
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }
}
