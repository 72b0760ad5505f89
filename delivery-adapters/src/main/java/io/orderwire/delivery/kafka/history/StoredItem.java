package io.orderwire.delivery.kafka.history;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.Position;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/**
 * An item as the local store holds it, in bytes: type (1), record time in milliseconds (8), digest
 * (16), length of the order id (2), order id, length of the created-history JSON (4), that JSON,
 * and the item's JSON up to the end. A change of this form, of the digest or of how items are
 * rendered needs another {@link ItemTable#FORMAT}.
 */
final class StoredItem {
  private static final int DIGEST_AT = 1 + Long.BYTES;
  private static final int ORDER_AT = DIGEST_AT + ContentDigest.BYTES;

  private static final byte[] NOTHING = {};

  private StoredItem() {}

  static byte[] encode(Event event, byte[] digest) {
    byte[] order = event.orderId().getBytes(US_ASCII);
    byte[] created = event.createdHistoryJson();
    byte[] json = event.json();
    return ByteBuffer.allocate(
            ORDER_AT + Short.BYTES + order.length + Integer.BYTES + created.length + json.length)
        .put(code(event.type()))
        .putLong(event.recordedAt().toEpochMilli())
        .put(digest)
        .putShort((short) order.length)
        .put(order)
        .putInt(created.length)
        .put(created)
        .put(json)
        .array();
  }

  static Event decode(Position position, byte[] value) {
    return decode(position, value, value.length);
  }

  /** The item in the first bytes of an array. */
  static Event decode(Position position, byte[] bytes, int length) {
    ByteBuffer numbers = ByteBuffer.wrap(bytes);
    int orderAt = ORDER_AT + Short.BYTES;
    int orderEnd = orderAt + numbers.getShort(ORDER_AT);
    int createdAt = orderEnd + Integer.BYTES;
    int createdEnd = createdAt + numbers.getInt(orderEnd);
    return new Event(
        position,
        type(bytes[0]),
        new String(bytes, orderAt, orderEnd - orderAt, US_ASCII),
        Instant.ofEpochMilli(numbers.getLong(1)),
        Arrays.copyOfRange(bytes, createdEnd, length),
        createdEnd == createdAt ? NOTHING : Arrays.copyOfRange(bytes, createdAt, createdEnd));
  }

  static boolean isErased(byte[] value) {
    return value[0] == code(EventType.ERASED);
  }

  static long recordedAtMillis(byte[] value) {
    return ByteBuffer.wrap(value).getLong(1);
  }

  static String orderId(byte[] value) {
    short length = ByteBuffer.wrap(value).getShort(ORDER_AT);
    return new String(value, ORDER_AT + Short.BYTES, length, US_ASCII);
  }

  static boolean hasDigest(byte[] value, byte[] digest) {
    return Arrays.equals(value, DIGEST_AT, ORDER_AT, digest, 0, ContentDigest.BYTES);
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

  private static EventType type(byte code) {
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
