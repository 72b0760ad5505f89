package io.orderwire.cli.tail;

import java.util.Optional;

/**
 * Parses an event stream line by line, as in WHATWG HTML section 9.2.6. Not thread-safe; one for
 * each connection.
 */
final class SseParser {
  private final StringBuilder data = new StringBuilder();
  private String event = "";
  private String lastEventId;
  private boolean first = true;

  /**
   * A parser for a new connection.
   *
   * @param lastEventId the id to go on from, or an empty string
   */
  SseParser(String lastEventId) {
    this.lastEventId = lastEventId;
  }

  /**
   * Takes the next line, without its end.
   *
   * @return the message that this line completes, if it does
   */
  Optional<Message> line(String text) {
    String line = first && text.startsWith("\uFEFF") ? text.substring(1) : text;
    first = false;
    if (line.isEmpty()) {
      return dispatch();
    }
    int colon = line.indexOf(':');
    String field = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1);
    take(field, value.startsWith(" ") ? value.substring(1) : value);
    return Optional.empty();
  }

  /** The id to resume from after a loss of this connection, or an empty string. */
  String lastEventId() {
    return lastEventId;
  }

  private void take(String field, String value) {
    switch (field) {
      case "event" -> event = value;
      case "data" -> data.append(value).append('\n');
      case "id" -> {
        if (value.indexOf('\0') < 0) {
          lastEventId = value;
        }
      }
      default -> {
        // Comments have an empty field name; retry and unknown fields are of no use here.
      }
    }
  }

  private Optional<Message> dispatch() {
    String name = event.isEmpty() ? "message" : event;
    event = "";
    if (data.isEmpty()) {
      return Optional.empty();
    }
    String body = data.substring(0, data.length() - 1);
    data.setLength(0);
    return Optional.of(new Message(name, body));
  }

  /**
   * One message.
   *
   * @param event its name
   * @param data its data
   */
  record Message(String event, String data) {}
}
