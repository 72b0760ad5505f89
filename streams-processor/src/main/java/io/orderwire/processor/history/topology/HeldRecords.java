package io.orderwire.processor.history.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Records of one input partition that were taken but not decided about, first in, first out. They
 * are part of the partition's state, so an abort takes back what was held with everything else.
 */
final class HeldRecords {
  /** How much is held at most: minutes of a busy partition, on disk. */
  static final long MOST_BYTES = 256L << 20;

  /** No larger record is held: it would not fit into the store's changelog. */
  static final int LARGEST_BYTES = RejectedRecords.MAX_BYTES;

  /** How long what waits no more may stay in the files of the changelog. */
  static final Duration KEPT = Duration.ofDays(1);

  /**
   * Stands where the last one was removed, with the time at which it may go; see {@link #close}.
   */
  private static final byte[] MARK = {-1};

  private static final int READ_AHEAD = 64;
  private static final int NONE = -1;
  private static final int FIXED = 4 * Long.BYTES + 3 * Integer.BYTES;

  private final KeyValueStore<byte[], byte[]> store;
  private final Deque<Entry> next = new ArrayDeque<>();
  private long first = NONE;
  private long last = NONE;
  private long bytes;
  private boolean marked;

  /** Finds what is in the store already. */
  HeldRecords(KeyValueStore<byte[], byte[]> store) {
    this.store = store;
    try (KeyValueIterator<byte[], byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<byte[], byte[]> entry = all.next();
        if (isMark(entry.key)) {
          marked = true;
        } else {
          note(offset(entry.key), entry.value.length);
        }
      }
    }
  }

  /** A record and where it stood. */
  record Held(Record<byte[], byte[]> record, Origin origin) {}

  private record Entry(long offset, byte[] encoded) {}

  boolean isEmpty() {
    return first == NONE;
  }

  /** The first one's offset, or what is given where none is held. */
  long firstOffset(long otherwise) {
    return isEmpty() ? otherwise : first;
  }

  boolean hasRoomFor(Record<byte[], byte[]> record) {
    long size = size(record);
    return size <= LARGEST_BYTES && bytes + size <= MOST_BYTES;
  }

  void add(Record<byte[], byte[]> record, Origin origin) {
    byte[] encoded = encoded(record, origin);
    store.put(key(origin.offset()), encoded);
    note(origin.offset(), encoded.length);
  }

  Held first() {
    if (next.isEmpty()) {
      readAhead();
    }
    return decoded(next.getFirst().encoded());
  }

  /**
   * Removes what {@link #first} gives.
   *
   * @param now the time of day
   */
  void removeFirst(Instant now) {
    if (next.isEmpty()) {
      readAhead();
    }
    Entry removed = next.removeFirst();
    bytes -= removed.encoded().length;
    store.delete(key(removed.offset()));
    if (removed.offset() == last) {
      first = NONE;
      last = NONE;
      store.put(MARK, ByteBuffer.allocate(Long.BYTES).putLong(now.toEpochMilli()).array());
      marked = true;
    } else {
      // The offset after it, where there may be none: held records need not be dense.
      first = next.isEmpty() ? removed.offset() + 1 : next.getFirst().offset();
    }
  }

  /** Whether {@link #close} has something to do in a while. */
  boolean isMarked() {
    return marked;
  }

  /**
   * Lets Kafka compact what has waited, once it may stay no longer. It compacts no segment of the
   * changelog that is written to, and begins another only with a record that is later by {@link
   * #KEPT}: the removal of the mark is one.
   */
  void close(Instant now) {
    byte[] at = marked ? store.get(MARK) : null;
    if (at != null && ByteBuffer.wrap(at).getLong() + KEPT.toMillis() < now.toEpochMilli()) {
      store.delete(MARK);
      marked = false;
    }
  }

  /** Whether it is no record's key in the changelog. */
  static boolean isMark(byte[] key) {
    return Arrays.equals(key, MARK);
  }

  /** From the first one on, since what was before is deleted and slow to pass over. */
  private void readAhead() {
    long read = 0;
    try (KeyValueIterator<byte[], byte[]> all = store.range(key(first), key(last))) {
      while (all.hasNext() && next.size() < READ_AHEAD && read < LARGEST_BYTES) {
        KeyValue<byte[], byte[]> entry = all.next();
        next.addLast(new Entry(offset(entry.key), entry.value));
        read += entry.value.length;
      }
    }
    if (next.isEmpty()) {
      throw new IllegalStateException("held records are missing from their store");
    }
  }

  private void note(long offset, int size) {
    if (isEmpty()) {
      first = offset;
    }
    last = offset;
    bytes += size;
  }

  private static long offset(byte[] key) {
    return ByteBuffer.wrap(key).getLong();
  }

  /** Offsets are not negative, so that the order of these bytes is theirs. */
  private static byte[] key(long offset) {
    return ByteBuffer.allocate(Long.BYTES).putLong(offset).array();
  }

  private static long size(Record<byte[], byte[]> record) {
    long size = FIXED + length(record.key()) + length(record.value());
    for (Header header : record.headers()) {
      size += 2 * Integer.BYTES + header.key().getBytes(UTF_8).length + length(header.value());
    }
    return size;
  }

  private static byte[] encoded(Record<byte[], byte[]> record, Origin origin) {
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(size(record)));
    out.putLong(origin.topicId().getMostSignificantBits());
    out.putLong(origin.topicId().getLeastSignificantBits());
    out.putInt(origin.partition()).putLong(origin.offset()).putLong(record.timestamp());
    put(out, record.key());
    put(out, record.value());
    for (Header header : record.headers()) {
      put(out, header.key().getBytes(UTF_8));
      put(out, header.value());
    }
    return out.array();
  }

  private static Held decoded(byte[] encoded) {
    ByteBuffer in = ByteBuffer.wrap(encoded);
    Origin origin = new Origin(new UUID(in.getLong(), in.getLong()), in.getInt(), in.getLong());
    long timestamp = in.getLong();
    byte[] key = get(in);
    byte[] value = get(in);
    Headers headers = new RecordHeaders();
    while (in.hasRemaining()) {
      byte[] name = get(in);
      headers.add(name == null ? "" : new String(name, UTF_8), get(in));
    }
    return new Held(new Record<>(key, value, timestamp, headers), origin);
  }

  private static void put(ByteBuffer out, byte @Nullable [] bytes) {
    if (bytes == null) {
      out.putInt(NONE);
    } else {
      out.putInt(bytes.length).put(bytes);
    }
  }

  private static byte @Nullable [] get(ByteBuffer in) {
    int length = in.getInt();
    if (length == NONE) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static long length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
