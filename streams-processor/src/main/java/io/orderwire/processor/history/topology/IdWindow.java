package io.orderwire.processor.history.topology;

import io.orderwire.processor.history.ContentHash;
import io.orderwire.processor.history.Head;
import io.orderwire.processor.history.Remembered;
import io.orderwire.processor.history.Slot;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * The ids that partners had lately: one entry and one changelog record for each accepted id.
 *
 * <p>Entries that count no more are swept later, a part of the partner's ids at a time: every
 * {@value #SWEEP_EVERY} accepted ids, one of {@value #PARTS} parts in turn. So at most a third more
 * than the window is kept, and sweeping one part takes as long as reading some 260 entries. Whether
 * an entry is there or swept makes no difference to any outcome: what is forgettable does not
 * count.
 */
final class IdWindow {
  static final int SWEEP_EVERY = 64;
  static final int PARTS = 512;

  private static final int ID_BYTES = 16;
  private static final int VALUE_BYTES = 44;

  private final Batched store;

  IdWindow(Batched store) {
    this.store = store;
  }

  @Nullable Remembered find(String partnerId, UUID id) {
    byte[] value = store.get(key(partnerId, scrambled(id)));
    return value == null ? null : decoded(value);
  }

  /** Remembers an accepted id; the head is the one after it. */
  void remember(String partnerId, UUID id, Remembered remembered, Head head) {
    store.put(key(partnerId, scrambled(id)), encoded(remembered));
    if (head.accepted() % SWEEP_EVERY == 0) {
      sweep(partnerId, (int) (head.accepted() / SWEEP_EVERY % PARTS), head);
    }
  }

  private void sweep(String partnerId, int part, Head head) {
    long first = (long) part << (Long.SIZE - 9);
    long last = first | -1L >>> 9;
    List<byte[]> forgettable = new ArrayList<>();
    try (KeyValueIterator<byte[], byte[]> entries =
        store.written(key(partnerId, new UUID(first, 0L)), key(partnerId, new UUID(last, -1L)))) {
      while (entries.hasNext()) {
        KeyValue<byte[], byte[]> entry = entries.next();
        if (decoded(entry.value).isForgettableAfter(head)) {
          forgettable.add(entry.key);
        }
      }
    }
    forgettable.forEach(store::deleteWritten);
  }

  /** The partner, a NUL that no partner id contains, and the id. */
  private static byte[] key(String partnerId, UUID id) {
    byte[] partner = partnerId.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(partner.length + 1 + ID_BYTES)
        .put(partner)
        .put((byte) 0)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  /**
   * The id in another form, one to one, whose first bits are spread evenly whatever the version of
   * the UUID; those that begin with a time would all fall into one part.
   */
  private static UUID scrambled(UUID id) {
    long high = id.getMostSignificantBits();
    long mixed = (high ^ (high >>> 31)) * 0x9e3779b97f4a7c15L;
    mixed ^= mixed >>> 29;
    return new UUID(id.getLeastSignificantBits() * 0xbf58476d1ce4e5b9L ^ mixed, high);
  }

  static byte[] encoded(Remembered remembered) {
    return ByteBuffer.allocate(VALUE_BYTES)
        .putLong(remembered.ordinal())
        .putLong(remembered.content().high())
        .putLong(remembered.content().low())
        .putLong(remembered.recordedAt().toEpochMilli())
        .putInt(remembered.slot().epoch())
        .putLong(remembered.slot().sequence())
        .array();
  }

  static Remembered decoded(byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value);
    return new Remembered(
        in.getLong(),
        new ContentHash(in.getLong(), in.getLong()),
        Instant.ofEpochMilli(in.getLong()),
        new Slot(in.getInt(), in.getLong()));
  }
}
