package io.orderwire.processor.history.topology;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Which partners' items were erased or removed, until Kafka can compact what they were.
 *
 * <p>Kafka compacts no segment that is still written to, and begins another one only with a record
 * whose time is {@code max.compaction.lag.ms} after that of the first one in it. Where nothing more
 * is written, what was erased would stay for ever. So the last slot that each partner lost is kept
 * here with what was written in its place, and when the time is over, and nothing else was written
 * to the partition meanwhile, that is written again: the same bytes, to whoever reads them.
 *
 * <p>Part of the partition's state. Used by the task's thread.
 */
final class Superseded {
  private static final int REMOVED = -1;

  private final KeyValueStore<byte[], byte[]> store;
  private boolean empty;
  private long lastWritten = Long.MIN_VALUE;

  /** Finds what is in the store already. */
  Superseded(KeyValueStore<byte[], byte[]> store) {
    this.store = store;
    empty = hasNone();
  }

  /**
   * A partner's slot was written over.
   *
   * @param partner the partner, in UTF-8
   * @param by what stands in its place
   * @param now the time of day
   * @param closesAfter how much later a record has to be for Kafka to begin another segment
   */
  void add(byte[] partner, Record<Routed, byte[]> by, Instant now, Duration closesAfter) {
    byte @Nullable [] value = by.value();
    byte[] key = requireNonNull(by.key().bytes());
    ByteBuffer out =
        ByteBuffer.allocate(
            Long.BYTES + 2 * Integer.BYTES + key.length + (value == null ? 0 : value.length));
    out.putLong(now.plus(closesAfter).toEpochMilli()).putInt(key.length).put(key);
    if (value == null) {
      out.putInt(REMOVED);
    } else {
      out.putInt(value.length).put(value);
    }
    store.put(partner, out.array());
    empty = false;
  }

  /** Something was written to the partition's history, with this record time. */
  void written(long timestamp) {
    lastWritten = Math.max(lastWritten, timestamp);
  }

  boolean isEmpty() {
    return empty;
  }

  private boolean hasNone() {
    try (KeyValueIterator<byte[], byte[]> all = store.all()) {
      return !all.hasNext();
    }
  }

  /**
   * Forgets those whose time is over.
   *
   * @return what has to be written now so that Kafka begins another segment: null if none's time is
   *     over, or what was written since did it
   */
  @Nullable Record<Routed, byte[]> due(int partition, Instant now) {
    long time = now.toEpochMilli();
    Record<Routed, byte[]> again = null;
    List<byte[]> over = new ArrayList<>();
    try (KeyValueIterator<byte[], byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<byte[], byte[]> entry = all.next();
        ByteBuffer in = ByteBuffer.wrap(entry.value);
        long due = in.getLong();
        if (due <= time) {
          over.add(entry.key);
          if (again == null && lastWritten < due) {
            again = new Record<>(new Routed(partition, bytes(in)), value(in), time);
          }
        }
      }
    }
    over.forEach(store::delete);
    empty = hasNone();
    return again;
  }

  private static byte @Nullable [] value(ByteBuffer in) {
    in.mark();
    return in.getInt() == REMOVED ? null : bytes(in.reset());
  }

  private static byte[] bytes(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return bytes;
  }
}
