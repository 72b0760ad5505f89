package io.orderwire.bench.rows;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Keys of the history topic, read without making an object of each. */
final class HistoryKeys {
  /** The format's mark and the schema's id. */
  private static final int WIRE_HEAD = 1 + Integer.BYTES;

  private HistoryKeys() {}

  /** The sequence, 0 for a partner's header: the last field, after partner and epoch. */
  static long sequence(byte[] key) {
    ByteBuffer bytes = ByteBuffer.wrap(key).position(WIRE_HEAD);
    int partner = Math.toIntExact(number(bytes));
    bytes.position(bytes.position() + partner);
    number(bytes);
    return number(bytes);
  }

  /** Whether the partner's id begins with these bytes. */
  static boolean partnerBeginsWith(byte[] key, byte[] prefix) {
    ByteBuffer bytes = ByteBuffer.wrap(key).position(WIRE_HEAD);
    int partner = Math.toIntExact(number(bytes));
    int from = bytes.position();
    return partner >= prefix.length
        && Arrays.equals(key, from, from + prefix.length, prefix, 0, prefix.length);
  }

  /** Whether this is the partner's id. */
  static boolean isOf(byte[] key, byte[] partner) {
    return number(ByteBuffer.wrap(key).position(WIRE_HEAD)) == partner.length
        && partnerBeginsWith(key, partner);
  }

  /** A whole number as Avro writes it: 7 bits a byte, the lowest first, the sign in the first. */
  private static long number(ByteBuffer bytes) {
    long value = 0;
    int shift = 0;
    byte next;
    do {
      next = bytes.get();
      value |= (long) (next & 0x7F) << shift;
      shift += 7;
    } while (next < 0);
    return (value >>> 1) ^ -(value & 1);
  }
}
