package io.orderwire.processor.history.topology;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A value of the changelog of ids: a block, and before it the partner's head after the block's last
 * id, with its length as a negative number. A block that is logged once more, since an id in it was
 * accepted again, has no head: it would be an old one. Nor has one that was logged before heads
 * were. A block itself begins with an epoch, which is not negative.
 *
 * @param block an {@link IdBlock}'s bytes
 * @param head a head's bytes, or null
 */
@SuppressWarnings("ArrayRecordComponent")
record LoggedBlock(byte[] block, byte @Nullable [] head) {

  static LoggedBlock fromBytes(byte[] bytes) {
    int first = ByteBuffer.wrap(bytes).getInt();
    if (first >= 0) {
      return new LoggedBlock(bytes, null);
    }
    int from = Integer.BYTES - first;
    return new LoggedBlock(
        Arrays.copyOfRange(bytes, from, bytes.length),
        Arrays.copyOfRange(bytes, Integer.BYTES, from));
  }

  byte[] toBytes() {
    return head == null
        ? block
        : ByteBuffer.allocate(Integer.BYTES + head.length + block.length)
            .putInt(-head.length)
            .put(head)
            .put(block)
            .array();
  }
}
