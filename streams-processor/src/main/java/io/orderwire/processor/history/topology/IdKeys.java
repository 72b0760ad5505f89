package io.orderwire.processor.history.topology;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The keys of an {@link IdWindow}'s table: blocks, an index from ids to blocks, and heads. */
final class IdKeys {
  private static final byte BLOCK = 1;
  private static final byte INDEX = 2;
  private static final byte HEAD = 3;
  private static final int ID_BYTES = 16;

  private IdKeys() {}

  /** The kind of entry, the partner, a NUL that no partner id contains, and the first ordinal. */
  static byte[] block(String partnerId, long firstOrdinal) {
    byte[] partner = partnerId.getBytes(US_ASCII);
    return ByteBuffer.allocate(partner.length + 2 + Long.BYTES)
        .put(BLOCK)
        .put(partner)
        .put((byte) 0)
        .putLong(firstOrdinal)
        .array();
  }

  static byte[] index(String partnerId, UUID id) {
    byte[] partner = partnerId.getBytes(US_ASCII);
    return ByteBuffer.allocate(partner.length + 2 + ID_BYTES)
        .put(INDEX)
        .put(partner)
        .put((byte) 0)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  /** Of the partner that a block's key is of. */
  static byte[] index(byte[] blockKey, UUID id) {
    int partner = blockKey.length - Long.BYTES - 1; // with the NUL
    return ByteBuffer.allocate(partner + 1 + ID_BYTES)
        .put(INDEX)
        .put(blockKey, 1, partner)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  static byte[] head(String partnerId) {
    byte[] partner = partnerId.getBytes(US_ASCII);
    return ByteBuffer.allocate(1 + partner.length).put(HEAD).put(partner).array();
  }

  /** Of the partner that a block's key is of. */
  static byte[] head(byte[] blockKey) {
    byte[] key = Arrays.copyOf(blockKey, blockKey.length - Long.BYTES - 1);
    key[0] = HEAD;
    return key;
  }

  /** The partner that any of these keys is of, or null if it is none. */
  static byte @Nullable [] partner(byte[] key) {
    int end =
        switch (key.length == 0 ? 0 : key[0]) {
          case BLOCK -> key.length - Long.BYTES - 1;
          case INDEX -> key.length - ID_BYTES - 1;
          case HEAD -> key.length;
          default -> 0;
        };
    return end > 1 ? Arrays.copyOfRange(key, 1, end) : null;
  }

  static long ordinal(byte[] blockKey) {
    return ByteBuffer.wrap(blockKey).getLong(blockKey.length - Long.BYTES);
  }
}
