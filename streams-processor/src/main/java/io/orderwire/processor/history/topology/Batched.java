package io.orderwire.processor.history.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Entries that are written once each, in batches: RocksDB takes one of {@value #MOST} in a third of
 * the time that it takes for as many single ones. The last is written before each commit, see
 * {@link WriteBehind}. Used by the task's thread.
 */
final class Batched extends Fronting {
  static final int MOST = 512;

  private final Map<Bytes, byte[]> waiting = new HashMap<>();

  Batched(KeyValueStore<byte[], byte[]> store) {
    super(store);
  }

  byte @Nullable [] get(byte[] key) {
    byte[] value = waiting.isEmpty() ? null : waiting.get(Bytes.wrap(key));
    return value == null ? store.get(key) : value;
  }

  void put(byte[] key, byte[] value) {
    waiting.put(Bytes.wrap(key), value);
    if (waiting.size() >= MOST) {
      flushCache();
    }
  }

  /** What is in this range and was written already; may leave out what still waits. */
  KeyValueIterator<byte[], byte[]> written(byte[] first, byte[] last) {
    return store.range(first, last);
  }

  /** Takes a written entry away; one that waits under the same key stays. */
  void deleteWritten(byte[] key) {
    store.delete(key);
  }

  @Override
  public void flushCache() {
    if (!waiting.isEmpty()) {
      List<KeyValue<byte[], byte[]>> batch = new ArrayList<>(waiting.size());
      waiting.forEach((key, value) -> batch.add(KeyValue.pair(key.get(), value)));
      store.putAll(batch);
      waiting.clear();
    }
  }

  @Override
  public void clearCache() {
    waiting.clear();
  }
}
