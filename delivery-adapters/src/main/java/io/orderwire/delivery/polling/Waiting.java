package io.orderwire.delivery.polling;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How many requests of each partner wait for an item. Each of them holds a thread, while it costs
 * no more of the partner's budget than one that is answered at once. Safe for use by many threads.
 */
final class Waiting {
  private final ConcurrentMap<String, Integer> waiting = new ConcurrentHashMap<>();
  private final int most;

  /** At most so many of one partner. */
  Waiting(int most) {
    this.most = most;
  }

  /** Counts one more, unless there are enough. Who has begun must {@link #end}. */
  boolean begin(String partnerId) {
    boolean[] begun = {false};
    waiting.compute(
        partnerId,
        (id, count) -> {
          int before = count == null ? 0 : count;
          begun[0] = before < most;
          return begun[0] ? Integer.valueOf(before + 1) : count;
        });
    return begun[0];
  }

  /** Counts one less. */
  void end(String partnerId) {
    waiting.computeIfPresent(partnerId, (id, count) -> count == 1 ? null : count - 1);
  }
}
