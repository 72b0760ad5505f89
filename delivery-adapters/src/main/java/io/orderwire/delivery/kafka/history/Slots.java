package io.orderwire.delivery.kafka.history;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/**
 * Keys of the local store. A key begins with its kind and the partner, with a length before it so
 * that no partner's keys are another's prefix; numbers are big-endian, so keys sort by (partner,
 * epoch, sequence).
 */
final class Slots {
  /** Items, and headers at sequence 0. */
  static final byte ITEM = 1;

  /** Slots whose content is not agreed on. */
  static final byte INCIDENT = 2;

  /** Items by order: order id, 0, epoch, sequence. */
  static final byte ORDER = 3;

  /** By partner, from where to where the history was contiguous when it was written. */
  static final byte REACHED = 4;

  /** Up to which offset of the topic all is stored; no partner follows. */
  static final byte APPLIED = 5;

  /** Partners of whom erased content may still be in files of the table. */
  static final byte LEFTOVER = 6;

  private static final int SLOT_BYTES = Integer.BYTES + Long.BYTES;

  private Slots() {}

  static byte[] key(byte kind, String partnerId, int epoch, long sequence) {
    byte[] id = partnerId.getBytes(US_ASCII);
    return start(kind, id, SLOT_BYTES).put(id).putInt(epoch).putLong(sequence).array();
  }

  static byte[] partner(byte kind, String partnerId) {
    byte[] id = partnerId.getBytes(US_ASCII);
    return start(kind, id, 0).put(id).array();
  }

  static byte[] order(String partnerId, String orderId, int epoch, long sequence) {
    byte[] prefix = orderPrefix(partnerId, orderId);
    return ByteBuffer.allocate(prefix.length + SLOT_BYTES)
        .put(prefix)
        .putInt(epoch)
        .putLong(sequence)
        .array();
  }

  /** What the keys of all items of one order begin with. */
  static byte[] orderPrefix(String partnerId, String orderId) {
    byte[] id = partnerId.getBytes(US_ASCII);
    byte[] order = orderId.getBytes(US_ASCII);
    return start(ORDER, id, order.length + 1).put(id).put(order).put((byte) 0).array();
  }

  static int epochOf(byte[] key) {
    return ByteBuffer.wrap(key).getInt(key.length - SLOT_BYTES);
  }

  static long sequenceOf(byte[] key) {
    return ByteBuffer.wrap(key).getLong(key.length - Long.BYTES);
  }

  static String partnerOf(byte[] key) {
    return new String(key, 2, key[1], US_ASCII);
  }

  static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && java.util.Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static ByteBuffer start(byte kind, byte[] id, int more) {
    return ByteBuffer.allocate(2 + id.length + more).put(kind).put((byte) id.length);
  }
}
