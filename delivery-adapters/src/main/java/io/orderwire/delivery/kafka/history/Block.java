package io.orderwire.delivery.kafka.history;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The items of one whole run as one value of the store: the code of a block (1), the number of
 * items (2), for each the length of its JSON (4), record time in milliseconds (8) and type (1),
 * then the JSON of all with a comma between each two, and their digests (16 each). A page is a copy
 * out of the middle. Immutable.
 */
final class Block {
  /** In the place of an item's type. */
  private static final byte CODE = 6;

  private static final int INDEX_AT = 1 + Short.BYTES;
  private static final int ENTRY_BYTES = Integer.BYTES + Long.BYTES + 1;

  private final byte[] value;
  private final ByteBuffer numbers;
  private final int count;

  /** Where each item's JSON begins, and behind them the end of the last one, plus 1. */
  private final int[] starts;

  private Block(byte[] value) {
    this.value = value;
    this.numbers = ByteBuffer.wrap(value);
    this.count = numbers.getShort(1);
    this.starts = new int[count + 1];
    starts[0] = INDEX_AT + count * ENTRY_BYTES;
    for (int at = 0; at < count; at++) {
      starts[at + 1] = starts[at] + numbers.getInt(INDEX_AT + at * ENTRY_BYTES) + 1;
    }
  }

  /** Whether a value is a block; what is not is an item or a header. */
  static boolean is(byte[] value) {
    return value[0] == CODE;
  }

  static Block of(byte[] value) {
    return new Block(value);
  }

  /** The value of these items. */
  static byte[] encode(List<StoredItem> items) {
    int json = items.size() - 1;
    for (StoredItem item : items) {
      json += item.to() - item.from();
    }
    ByteBuffer out =
        ByteBuffer.allocate(INDEX_AT + items.size() * (ENTRY_BYTES + ContentDigest.BYTES) + json);
    out.put(CODE).putShort((short) items.size());
    for (StoredItem item : items) {
      out.putInt(item.to() - item.from()).putLong(item.recordedAtMillis()).put(item.type());
    }
    for (int at = 0; at < items.size(); at++) {
      StoredItem item = items.get(at);
      if (at > 0) {
        out.put((byte) ',');
      }
      out.put(item.bytes(), item.from(), item.to() - item.from());
    }
    for (StoredItem item : items) {
      out.put(item.bytes(), item.digestAt(), ContentDigest.BYTES);
    }
    return out.array();
  }

  /** How many items it holds. */
  int count() {
    return count;
  }

  /** One of its items, by its place in the block. */
  StoredItem get(int at) {
    int entry = INDEX_AT + at * ENTRY_BYTES;
    return new StoredItem(
        value[entry + Integer.BYTES + Long.BYTES],
        numbers.getLong(entry + Integer.BYTES),
        value,
        starts[count] - 1 + at * ContentDigest.BYTES,
        starts[at],
        starts[at + 1] - 1);
  }

  /** The value with another item in one place. */
  byte[] with(int at, StoredItem item) {
    List<StoredItem> items = items();
    items.set(at, item);
    return encode(items);
  }

  /** All of its items. */
  List<StoredItem> items() {
    List<StoredItem> items = new ArrayList<>(count);
    for (int at = 0; at < count; at++) {
      items.add(get(at));
    }
    return items;
  }
}
