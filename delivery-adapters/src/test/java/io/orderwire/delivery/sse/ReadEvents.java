package io.orderwire.delivery.sse;

import java.util.ArrayList;
import java.util.List;

/** Reads an event stream as a browser does (WHATWG HTML, section 9.2.6), for tests. */
final class ReadEvents {
  private final List<ReadEvent> events = new ArrayList<>();
  private String lastId = "";
  private String name = "";
  private StringBuilder data = new StringBuilder();
  private boolean hasData;

  private ReadEvents() {}

  /** A dispatched event, with the last event id at that time. */
  record ReadEvent(String id, String name, String data) {}

  static List<ReadEvent> parse(String stream) {
    return read(stream).events;
  }

  /** The last event id at the end of a stream. */
  static String lastId(String stream) {
    return read(stream).lastId;
  }

  private static ReadEvents read(String stream) {
    ReadEvents reader = new ReadEvents();
    for (String line : stream.split("\r\n|\r|\n", -1)) {
      reader.line(line);
    }
    return reader;
  }

  private void line(String line) {
    if (line.isEmpty()) {
      dispatch();
      return;
    }
    int colon = line.indexOf(':');
    String field = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1);
    if (value.startsWith(" ")) {
      value = value.substring(1);
    }
    switch (field) {
      case "id" -> lastId = value;
      case "event" -> name = value;
      case "data" -> {
        if (hasData) {
          data.append('\n');
        }
        data.append(value);
        hasData = true;
      }
      default -> {}
    }
  }

  private void dispatch() {
    if (!data.isEmpty()) {
      events.add(new ReadEvent(lastId, name, data.toString()));
    }
    name = "";
    data = new StringBuilder();
    hasData = false;
  }
}
