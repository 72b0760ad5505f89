package io.orderwire.delivery.webhook.dispatch;

import io.orderwire.delivery.history.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Many simulated endpoints on one virtual clock. */
final class World {
  final List<SimulatedEndpoint> endpoints = new ArrayList<>();
  private final PriorityQueue<Happening> queue =
      new PriorityQueue<>(Comparator.comparing(Happening::at).thenComparingInt(Happening::number));
  private int number;

  /** An endpoint's turn, or a new item for it. */
  private record Happening(
      Instant at, int number, SimulatedEndpoint endpoint, boolean isItem, String orderId) {}

  void add(SimulatedEndpoint endpoint) {
    endpoints.add(endpoint);
    turn(endpoint);
  }

  /** An item comes into an endpoint's history at that time. */
  void itemAt(Instant time, SimulatedEndpoint endpoint, String orderId) {
    queue.add(new Happening(time, number++, endpoint, true, orderId));
  }

  /** Everything happens up to that time. */
  void runUntil(Instant time) {
    while (!queue.isEmpty() && !queue.peek().at().isAfter(time)) {
      Happening next = queue.remove();
      SimulatedEndpoint endpoint = next.endpoint();
      if (next.isItem()) {
        endpoint.now = next.at();
        endpoint.append(EventType.CREATED, next.orderId());
        turn(endpoint);
      } else if (endpoint.nextTime().equals(next.at())) {
        endpoint.step();
        turn(endpoint);
      }
    }
  }

  private void turn(SimulatedEndpoint endpoint) {
    if (!endpoint.nextTime().equals(Instant.MAX)) {
      queue.add(new Happening(endpoint.nextTime(), number++, endpoint, false, ""));
    }
  }
}
