package io.orderwire.processor.history.topology;

import io.orderwire.processor.history.ContentHash;
import io.orderwire.processor.history.Head;
import io.orderwire.processor.history.Remembered;
import io.orderwire.processor.history.Slot;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ids of one partner that were accepted one after the other in one epoch, as bytes: what they share
 * (epoch, first record time, first sequence), then 40 bytes each. The ordinal of the first is in
 * the block's key.
 */
final class IdBlock {
  private static final int SHARED = Integer.BYTES + 2 * Long.BYTES;
  private static final int EACH = 4 * Long.BYTES + 2 * Integer.BYTES;
  private static final int SEQUENCE = EACH - Integer.BYTES;

  /** In place of a sequence: the id is a command's. */
  private static final int COMMAND = -1;

  /** In place of a sequence: the id was accepted once more later, and stands there. */
  private static final int REPLACED = -2;

  private final long firstOrdinal;
  private final ByteBuffer in;

  /**
   * A block that was written.
   *
   * @param firstOrdinal of its first id
   */
  IdBlock(long firstOrdinal, byte[] bytes) {
    this.firstOrdinal = firstOrdinal;
    in = ByteBuffer.wrap(bytes);
  }

  long firstOrdinal() {
    return firstOrdinal;
  }

  int size() {
    return (in.capacity() - SHARED) / EACH;
  }

  /** The id at an index from 0; null if it stands in a later block. */
  @Nullable UUID id(int index) {
    int at = SHARED + index * EACH;
    return in.getInt(at + SEQUENCE) == REPLACED
        ? null
        : new UUID(in.getLong(at), in.getLong(at + Long.BYTES));
  }

  /** What is remembered of the id at an index from 0. */
  Remembered remembered(int index) {
    int at = SHARED + index * EACH + 2 * Long.BYTES;
    ContentHash content = new ContentHash(in.getLong(at), in.getLong(at + Long.BYTES));
    long millis = in.getLong(Integer.BYTES) + in.getInt(at + 2 * Long.BYTES);
    int sequence = in.getInt(at + 2 * Long.BYTES + Integer.BYTES);
    Slot slot =
        new Slot(
            in.getInt(0), sequence < 0 ? 0 : in.getLong(Integer.BYTES + Long.BYTES) + sequence);
    return new Remembered(firstOrdinal + index, content, Instant.ofEpochMilli(millis), slot);
  }

  /** Whether none of its ids counts any more after this head. */
  boolean isForgettableAfter(Head head) {
    for (int index = 0; index < size(); index++) {
      if (id(index) != null && !remembered(index).isForgettableAfter(head)) {
        return false;
      }
    }
    return true;
  }

  /** The block's bytes once the id at an index has been accepted again. */
  byte[] without(int index) {
    byte[] bytes = in.array().clone();
    ByteBuffer.wrap(bytes).putInt(SHARED + index * EACH + SEQUENCE, REPLACED);
    return bytes;
  }

  /** A block in the making, with each id once. For one thread. */
  static final class Draft {
    private final SequencedMap<UUID, Remembered> all = new LinkedHashMap<>();
    private long base;

    /** Whether an id can be added: it is the next one, and not too far from the first. */
    boolean takes(Remembered next) {
      if (all.isEmpty()) {
        return true;
      }
      Remembered first = first();
      boolean isNear =
          isOffset(millis(next) - millis(first))
              && (base == 0 || isCommand(next) || isOffset(next.slot().sequence() - base));
      return isNear
          && next.ordinal() == first.ordinal() + all.size()
          && next.slot().epoch() == first.slot().epoch();
    }

    private static boolean isOffset(long distance) {
      return distance >= 0 && distance <= Integer.MAX_VALUE;
    }

    void add(UUID id, Remembered remembered) {
      all.put(id, remembered);
      if (base == 0) {
        base = remembered.slot().sequence();
      }
    }

    @Nullable Remembered find(UUID id) {
      return all.get(id);
    }

    Set<UUID> ids() {
      return all.keySet();
    }

    Remembered first() {
      return all.firstEntry().getValue();
    }

    Remembered last() {
      return all.lastEntry().getValue();
    }

    byte[] toBytes() {
      Remembered first = first();
      ByteBuffer out = ByteBuffer.allocate(SHARED + all.size() * EACH);
      out.putInt(first.slot().epoch()).putLong(millis(first)).putLong(base);
      all.forEach(
          (id, one) ->
              out.putLong(id.getMostSignificantBits())
                  .putLong(id.getLeastSignificantBits())
                  .putLong(one.content().high())
                  .putLong(one.content().low())
                  .putInt((int) (millis(one) - millis(first)))
                  .putInt(isCommand(one) ? COMMAND : (int) (one.slot().sequence() - base)));
      return out.array();
    }

    private static boolean isCommand(Remembered one) {
      return one.slot().sequence() == 0;
    }

    private static long millis(Remembered one) {
      return one.recordedAt().toEpochMilli();
    }
  }
}
