package io.orderwire.delivery.webhook.payload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.delivery.history.Event;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds members of an item's JSON object without parsing all of it: only its own members count, not
 * those of what it holds, whatever the texts in it look like.
 */
final class ItemJson {
  private final byte[] json;
  private int at;

  private ItemJson(byte[] json) {
    this.json = json;
  }

  /**
   * When what an item tells happened: its {@code occurred_at}; of an erased one its {@code
   * recorded_at}, the time of erasure, for nothing else of it is left.
   */
  static String time(Event event) {
    return text(event.json(), "occurred_at").orElseGet(() -> recordedAt(event));
  }

  /** The item's {@code recorded_at}. */
  static String recordedAt(Event event) {
    return text(event.json(), "recorded_at")
        .orElseThrow(() -> new IllegalArgumentException("an item without recorded_at"));
  }

  /**
   * The value of a member of an object, if it has one of this name and it is a text.
   *
   * @param json a JSON object
   * @param name without characters that need escaping
   * @throws IllegalArgumentException if {@code json} is no object, or the text has escapes
   */
  static Optional<String> text(byte[] json, String name) {
    return new ItemJson(json).find(name.getBytes(UTF_8));
  }

  private Optional<String> find(byte[] name) {
    expect('{');
    if (next() == '}') {
      return Optional.empty();
    }
    while (true) {
      int nameStart = string();
      int nameEnd = at - 1;
      expect(':');
      boolean found = Arrays.equals(json, nameStart, nameEnd, name, 0, name.length);
      if (found && next() == '"') {
        int start = string();
        String value = new String(json, start, at - 1 - start, UTF_8);
        if (value.indexOf('\\') >= 0) {
          throw new IllegalArgumentException("an escape where none is expected");
        }
        return Optional.of(value);
      }
      value();
      if (next() == '}') {
        return Optional.empty();
      }
      expect(',');
    }
  }

  /** Passes over a text, and gives the place of its first character; the last is at - 2. */
  private int string() {
    expect('"');
    int start = at;
    while (current() != '"') {
      at += current() == '\\' ? 2 : 1;
    }
    at++;
    return start;
  }

  private void value() {
    int depth = 0;
    do {
      switch (next()) {
        case '"' -> string();
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        case ',', ':' -> at++;
        default -> literal();
      }
    } while (depth > 0);
  }

  /** A number, true, false or null. */
  private void literal() {
    while (",:]} \t\r\n".indexOf(current()) < 0) {
      at++;
    }
  }

  private byte next() {
    while (current() == ' ' || current() == '\t' || current() == '\r' || current() == '\n') {
      at++;
    }
    return json[at];
  }

  private void expect(char wanted) {
    if (next() != wanted) {
      throw new IllegalArgumentException("no JSON object: " + wanted + " is missing");
    }
    at++;
  }

  private byte current() {
    if (at >= json.length) {
      throw new IllegalArgumentException("no JSON object: it is cut off");
    }
    return json[at];
  }
}
