package io.orderwire.delivery.webhook.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Keeps what is done for a partner a pause apart. Safe for use by many threads; never blocks. */
final class Pace {
  private final long pause;
  private final LongSupplier nanos;
  private final Map<String, Long> next = new ConcurrentHashMap<>();

  /**
   * Nothing was done yet.
   *
   * @param nanos a monotonic clock
   */
  Pace(Duration pause, LongSupplier nanos) {
    this.pause = pause.toNanos();
    this.nanos = nanos;
  }

  /**
   * Takes the partner's turn, if it has one now: the next is a pause later then.
   *
   * @return zero if it has; otherwise how long it is to the next, which another may take before
   */
  Duration take(String partnerId) {
    long now = nanos.getAsLong();
    long[] left = new long[1];
    next.compute(
        partnerId,
        (_, due) -> {
          left[0] = due == null ? 0 : Math.max(0, due - now);
          return left[0] == 0 ? now + pause : due;
        });
    return Duration.ofNanos(left[0]);
  }
}
