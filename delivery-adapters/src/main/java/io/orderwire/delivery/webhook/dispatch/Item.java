package io.orderwire.delivery.webhook.dispatch;

import io.orderwire.delivery.webhook.Delivery.Entry;
import io.orderwire.delivery.webhook.Order;

/**
 * Something to be delivered.
 *
 * @param sequence its first sequence
 * @param lastSequence its last sequence; above the first for a trigger only
 * @param entry what is sent
 * @param lane of one lane only one is in flight
 * @param kind what it is
 * @param pending how many items a trigger stands for; 0 where this is none
 */
record Item(long sequence, long lastSequence, Entry entry, Object lane, Kind kind, long pending) {
  private static final Object ALL = "";
  private static final Object TRIGGERS = new Object();

  /** What is delivered. */
  enum Kind {
    /** What comes next in the history. */
    NEXT,
    /** What was set aside and asked for again. */
    ASKED_FOR,
    /** One notice that stands for all up to it. */
    TRIGGER
  }

  /**
   * An item of the history. An erased one names no order, so it is a lane of its own where orders
   * are lanes: it may come before or after its order's other items, and tells nothing of them.
   */
  static Item of(Entry entry, Order order, Kind kind, long pending) {
    long sequence = entry.event().position().sequence();
    String orderId = entry.event().orderId();
    Object lane =
        switch (order) {
          case PARTNER -> ALL;
          case ORDER -> orderId.isEmpty() ? (Object) sequence : orderId;
          case NONE -> sequence;
        };
    return new Item(sequence, sequence, entry, lane, kind, pending);
  }

  /** One notice for what is pending from one sequence to another. */
  static Item trigger(long first, long last, Entry newest, long pending) {
    return new Item(first, last, newest, TRIGGERS, Kind.TRIGGER, pending);
  }

  int bytes() {
    return entry.event().json().length;
  }
}
