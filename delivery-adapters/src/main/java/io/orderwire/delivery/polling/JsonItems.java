package io.orderwire.delivery.polling;

import io.orderwire.delivery.history.Event;
import java.util.List;

/** The items of a page as the elements of a JSON array, with the commas between them. */
interface JsonItems {
  /** How many bytes they are. */
  int length();

  /** Adds them to a document. */
  void addTo(JsonBytes json);

  /** Items in their own form. */
  static JsonItems of(List<Event> events) {
    int length = Math.max(0, events.size() - 1);
    for (Event event : events) {
      length += event.jsonLength();
    }
    return new Own(events, length);
  }

  /** Items in another form. */
  static JsonItems ofJson(List<byte[]> items) {
    int length = Math.max(0, items.size() - 1);
    for (byte[] item : items) {
      length += item.length;
    }
    return new Other(items, length);
  }

  /** Of items that lie beside each other already, as many as possible are copied at once. */
  record Own(List<Event> events, int length) implements JsonItems {
    @Override
    public void addTo(JsonBytes json) {
      int at = 0;
      while (at < events.size()) {
        if (at > 0) {
          json.add((byte) ',');
        }
        int joined = Event.joined(events, at);
        json.add(events.get(at), events.get(at + joined - 1));
        at += joined;
      }
    }
  }

  /** Items of other bytes. */
  record Other(List<byte[]> items, int length) implements JsonItems {
    @Override
    public void addTo(JsonBytes json) {
      boolean isFirst = true;
      for (byte[] item : items) {
        if (!isFirst) {
          json.add((byte) ',');
        }
        isFirst = false;
        json.add(item);
      }
    }
  }
}
