package io.orderwire.producer.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.orderwire.avro.OrderEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads one event off JSON text in one pass. Only where {@code data} stands before {@code type} is
 * it skipped at first and read when the type is known.
 */
final class EventReader {

  private static final int UUID_LENGTH = 36;
  private static final String[] UUID_GROUPS = {"8", "4", "4", "4", "12"};

  private final JsonFactory json;
  private final char[] text;
  private final int length;
  private final Violations violations;
  private final @Nullable UUID eventIdIfMissing;

  private @Nullable UUID eventId;
  private boolean eventIdGiven;
  private @Nullable String partnerId;
  private @Nullable String orderId;
  private @Nullable Instant occurredAt;
  private @Nullable String type;
  private @Nullable Object data;
  private int skippedDataAt = -1;

  EventReader(
      JsonFactory json,
      char[] text,
      int length,
      Violations violations,
      @Nullable UUID eventIdIfMissing) {
    this.json = json;
    this.text = text;
    this.length = length;
    this.violations = violations;
    this.eventIdIfMissing = eventIdIfMissing;
  }

  /**
   * The event, or null if a violation was noted.
   *
   * @throws IOException if the text is not JSON
   */
  @Nullable OrderEvent read() throws IOException {
    try (JsonParser parser = json.createParser(text, 0, length)) {
      if (parser.nextToken() == null) {
        violations.add("", "is empty");
        return null;
      }
      JsonCursor cursor = new JsonCursor(parser, violations);
      cursor.object(Shape.EVENT, "", (field, path) -> readField(parser, cursor, field, path));
      if (parser.nextToken() != null) {
        throw new TrailingTextException();
      }
    }
    if (skippedDataAt >= 0 && type != null) {
      readSkippedData(type);
    }
    if (!eventIdGiven && eventIdIfMissing == null) {
      violations.add("event_id", "is missing");
    }
    UUID id = eventIdGiven ? eventId : eventIdIfMissing;
    return violations.isEmpty() ? new OrderEvent(id, partnerId, orderId, occurredAt, data) : null;
  }

  private void readField(JsonParser parser, JsonCursor cursor, String field, String path)
      throws IOException {
    switch (field) {
      case "event_id" -> {
        eventIdGiven = true;
        eventId = uuid(cursor.text(path), path);
      }
      case "partner_id" -> partnerId = cursor.text(path);
      case "order_id" -> orderId = cursor.text(path);
      case "occurred_at" -> occurredAt = time(cursor.text(path), path);
      case "type" -> type = cursor.text(path);
      case "data" -> {
        if (type != null) {
          data = readData(cursor, type);
        } else {
          skippedDataAt = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
          parser.skipChildren();
        }
      }
      default -> throw new IllegalStateException(field);
    }
  }

  private void readSkippedData(String knownType) throws IOException {
    try (JsonParser parser = json.createParser(text, skippedDataAt, length - skippedDataAt)) {
      parser.nextToken();
      data = readData(new JsonCursor(parser, violations), knownType);
    }
  }

  private @Nullable Object readData(JsonCursor cursor, String knownType) throws IOException {
    return new DataReader(cursor, violations).read(knownType);
  }

  private @Nullable UUID uuid(@Nullable String given, String path) {
    if (given == null) {
      return null;
    }
    if (!isUuid(given)) {
      violations.add(path, "must be a UUID in its canonical form of 36 characters");
      return null;
    }
    return UUID.fromString(given);
  }

  private @Nullable Instant time(@Nullable String given, String path) {
    if (given == null) {
      return null;
    }
    Times.Result result = Times.parse(given);
    if (result.time() == null) {
      violations.add(path, result.fault());
    }
    return result.time();
  }

  /** RFC 9562, section 4; {@link UUID#fromString} would also take "1-1-1-1-1". */
  private static boolean isUuid(String given) {
    if (given.length() != UUID_LENGTH) {
      return false;
    }
    int at = 0;
    for (String group : UUID_GROUPS) {
      if (at > 0 && given.charAt(at++) != '-') {
        return false;
      }
      for (int end = at + Integer.parseInt(group); at < end; at++) {
        if (given.charAt(at) > 'f' || Character.digit(given.charAt(at), 16) < 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** Something follows the event. */
  static final class TrailingTextException extends IOException {}
}
