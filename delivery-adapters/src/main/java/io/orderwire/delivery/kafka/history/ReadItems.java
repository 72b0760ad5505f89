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
    bytes += bytes(item);
  }

  int size() {
    return items.size();
  }

  /** Takes back all but the first ones. */
  void cutTo(int size) {
    List<Event> cut = items.subList(size, items.size());
    cut.forEach(item -> bytes -= bytes(item));
    cut.clear();
  }

  /** Whether it takes no further item. */
  boolean isFull() {
    return bytes >= History.READ_BYTES;
  }

  private static long bytes(Event item) {
    return item.jsonLength();
  }

  List<Event> list() {
    return items;
  }
}
