package io.orderwire.delivery.webhook.sending;

import java.time.Duration;

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

  /** By {@link System#nanoTime}. */
  long end() {
    return end;
  }

  /** A time that does not go beyond the end of the call that this thread makes, if there is one. */
  static Duration shortened(Duration time) {
    if (!CURRENT.isBound()) {
      return time;
    }
    Duration remaining = CURRENT.get().remaining();
    return remaining.compareTo(time) < 0 ? remaining : time;
  }

  /** The time has come, and the call is cut. */
  void pass() {
    passed = true;
  }

  /** Whether the call was cut. */
  boolean hasPassed() {
    return passed;
  }
}
