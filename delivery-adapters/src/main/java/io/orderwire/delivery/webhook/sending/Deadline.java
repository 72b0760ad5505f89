package io.orderwire.delivery.webhook.sending;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;

/** When a call must have ended. */
final class Deadline {
  /** Of the call that this thread makes. */
  static final ScopedValue<Deadline> CURRENT = ScopedValue.newInstance();

  private final long end;
  private volatile boolean passed;

  Deadline(Duration timeout) {
    end = System.nanoTime() + timeout.toNanos();
  }

  /** What is left; not negative. */
  Duration remaining() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  /** A time that does not go beyond the end of the call that this thread makes, if there is one. */
  static Duration shortened(Duration time) {
    if (!CURRENT.isBound()) {
      return time;
    }
    Duration remaining = CURRENT.get().remaining();
    return remaining.compareTo(time) < 0 ? remaining : time;
  }

  /** Whether the call was cut. */
  boolean hasPassed() {
    return passed;
  }

  /**
   * Cuts a call when the time has come. The call is closed in a thread of its own, so that closing
   * one never delays another.
   */
  ScheduledFuture<?> cut(Cancellable call, ScheduledExecutorService scheduler) {
    return scheduler.schedule(
        () -> {
          passed = true;
          Thread.startVirtualThread(call::cancel);
        },
        remaining().toNanos(),
        TimeUnit.NANOSECONDS);
  }
}
