package io.orderwire.delivery.kafka.history;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.Position;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/**
 * An item as the local store holds it, by itself or in a {@link Block}. By itself it is, in bytes:
 * type (1), record time in milliseconds (8), digest (16), and its JSON up to the end. A change of
 * this form, of the digest or of how items are rendered needs another {@link ItemTable#FORMAT}.
 *
 * @param type code of its type
 * @param recordedAtMillis record time
 * @param bytes the array in which the rest lies; not to be written to
 * @param digestAt where its digest begins
 * @param from where its JSON begins
 * @param to behind its JSON
 */
record StoredItem(byte type, long recordedAtMillis, byte[] bytes, int digestAt, int from, int to) {
  private static final int DIGEST_AT = 1 + Long.BYTES;
  private static final int JSON_AT = DIGEST_AT + ContentDigest.BYTES;

  static byte[] encode(Event event, byte[] digest) {
    byte[] json = event.json();
    return ByteBuffer.allocate(JSON_AT + json.length)
        .put(code(event.type()))
        .putLong(event.recordedAt().toEpochMilli())
        .put(digest)
        .put(json)
        .array();
  }

  /** One that is stored by itself. */
  static StoredItem single(byte[] value) {
    return single(value, value.length);
  }

  /** One that is stored by itself, in the first bytes of an array. */
  static StoredItem single(byte[] bytes, int length) {
    return new StoredItem(
        bytes[0], ByteBuffer.wrap(bytes).getLong(1), bytes, DIGEST_AT, JSON_AT, length);
  }

  /** As it is shown, over the same bytes. */
  Event event(Position position) {
    return new Event(
        position,
        typeOf(type),
        Instant.ofEpochMilli(recordedAtMillis),
        bytes,
        from,
        to,
        RenderedParts.INSTANCE);
  }

  boolean isErased() {
    return type == code(EventType.ERASED);
  }

  String orderId() {
    return RenderedParts.INSTANCE.orderId(typeOf(type), bytes, from, to);
  }

  boolean hasDigest(byte[] digest) {
    return Arrays.equals(
        bytes, digestAt, digestAt + ContentDigest.BYTES, digest, 0, ContentDigest.BYTES);
  }

  /** As it is stored by itself. */
  byte[] alone() {
    return ByteBuffer.allocate(JSON_AT + to - from)
        .put(type)
        .putLong(recordedAtMillis)
        .put(bytes, digestAt, ContentDigest.BYTES)
        .put(bytes, from, to - from)
        .array();
  }

  private static byte code(EventType type) {
    return switch (type) {
      case CREATED -> 1;
      case STATUS_CHANGED -> 2;
      case ITEM_FULFILLED -> 3;
      case CANCELLED -> 4;
      case ERASED -> 5;
    };
  }

  static EventType typeOf(byte code) {
    return switch (code) {
      case 1 -> EventType.CREATED;
      case 2 -> EventType.STATUS_CHANGED;
      case 3 -> EventType.ITEM_FULFILLED;
      case 4 -> EventType.CANCELLED;
      case 5 -> EventType.ERASED;
      default -> throw new IllegalStateException("an item of unknown type " + code + " is stored");
    };
  }
}
