package io.orderwire.verify.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The orders of one partner that a producer has begun and not ended. Not safe for threads. */
final class OpenOrders {
  private static final int MOST = 20;
  private static final double NEW = 0.2;

  private final String prefix;
  private final List<Order> open = new ArrayList<>();
  private long created;

  OpenOrders(String prefix) {
    this.prefix = prefix;
  }

  /** The order to which something happens next: a new one, or any open one. */
  Order pick(RandomGenerator random) {
    open.removeIf(Order::hasEnded);
    if (open.isEmpty() || (open.size() < MOST && random.nextDouble() < NEW)) {
      open.add(new Order(prefix + created++));
      return open.getLast();
    }
    return open.get(random.nextInt(open.size()));
  }
}
