package io.orderwire.delivery.kafka.history;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.History;
import java.util.ArrayList;
import java.util.List;

/** What one read has found so far. Not thread-safe. */
final class ReadItems {
  private final List<Event> items = new ArrayList<>();
  private long bytes;

  void add(Event item) {
    items.add(item);
    bytes += item.json().length + item.createdHistoryJson().length;
  }

  /** Whether it takes no further item. */
  boolean isFull() {
    return bytes >= History.READ_BYTES;
  }

  List<Event> list() {
    return items;
  }
}
