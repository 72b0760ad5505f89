package io.orderwire.delivery.webhook.dispatch;

import io.orderwire.delivery.webhook.Delivery;
import io.orderwire.delivery.webhook.dispatch.Item.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The requests that are in flight, and how failed items and those never sent share the slots. */
final class Flights {
  private final Map<Long, Flight> byLastSequence = new HashMap<>();
  private int failed;
  private int items;
  private boolean lastWasFailed;

  /**
   * A request in flight.
   *
   * @param failedBefore whether its items had failed
   * @param generation of {@link Flow#generation}
   */
  record Flight(Lane lane, List<Item> items, boolean failedBefore, int generation) {
    Item first() {
      return items.getFirst();
    }

    long lastSequence() {
      return items.getLast().lastSequence();
    }
  }

  int size() {
    return byLastSequence.size();
  }

  boolean isEmpty() {
    return byLastSequence.isEmpty();
  }

  /** How many items are in flight. */
  int items() {
    return items;
  }

  /** Whether one carries what comes next in the history. */
  boolean hasNext() {
    return byLastSequence.values().stream().anyMatch(flight -> flight.first().kind() == Kind.NEXT);
  }

  /**
   * Whether an item that was never sent goes before one that failed: in turns, and where failed
   * ones have half of the slots, for they may take long.
   */
  boolean prefersFresh(int slots) {
    return lastWasFailed || failed >= Math.max(1, slots / 2);
  }

  void begin(Delivery delivery, Flight flight) {
    byLastSequence.put(key(delivery), flight);
    items += flight.items().size();
    failed += flight.failedBefore() ? 1 : 0;
    lastWasFailed = flight.failedBefore();
  }

  Flight end(Delivery delivery) {
    Flight flight = byLastSequence.remove(key(delivery));
    if (flight == null) {
      throw new IllegalArgumentException("not in flight: " + delivery.last().position());
    }
    items -= flight.items().size();
    failed -= flight.failedBefore() ? 1 : 0;
    return flight;
  }

  private static long key(Delivery delivery) {
    return delivery.last().position().sequence();
  }
}
