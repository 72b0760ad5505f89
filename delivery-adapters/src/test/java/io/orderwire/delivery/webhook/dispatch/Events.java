package io.orderwire.delivery.webhook.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A history for tests, from sequence 1. */
final class Events {
  static final Instant START = Instant.parse("2026-11-24T06:00:00Z");

  private final List<Event> events = new ArrayList<>();

  /** One item of each of these orders; the empty string for an erased item. */
  static Events of(String... orders) {
    Events events = new Events();
    for (String order : orders) {
      events.append(order.isEmpty() ? EventType.ERASED : EventType.CREATED, order);
    }
    return events;
  }

  /** So many items, of so many orders in turn. */
  static Events many(int items, int orders) {
    Events events = new Events();
    for (int each = 0; each < items; each++) {
      events.append(EventType.CREATED, "o" + each % orders);
    }
    return events;
  }

  Events append(EventType type, String order) {
    return append(0, type, order);
  }

  Events append(int epoch, EventType type, String order) {
    long sequence = events.size() + 1L;
    byte[] json = "{\"sequence\":%d}".formatted(sequence).getBytes(UTF_8);
    events.add(new Event(new Position(epoch, sequence), type, order, START, json, new byte[0]));
    return this;
  }

  long newest() {
    return events.size();
  }

  List<Event> all() {
    return events;
  }

  List<Event> after(long sequence, int limit) {
    int from = (int) Math.min(sequence, events.size());
    return List.copyOf(events.subList(from, Math.min(events.size(), from + limit)));
  }
}
