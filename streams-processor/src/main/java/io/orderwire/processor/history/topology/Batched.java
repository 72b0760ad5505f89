package io.orderwire.processor.history.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * Entries that are written once each, in batches: RocksDB takes one of {@value #MOST} in a third of
 * the time that it takes for as many single ones. The last is written before each commit, see
 * {@link WriteBehind}. Used by the task's thread.
 */
final class Batched implements StateStore, CachedStateStore<byte[], byte[]> {
  static final int MOST = 512;

  private final KeyValueStore<byte[], byte[]> store;
  private final Map<Bytes, byte[]> waiting = new HashMap<>();

  Batched(KeyValueStore<byte[], byte[]> store) {
    this.store = store;
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

  @Override
  public boolean setFlushListener(
      CacheFlushListener<byte[], byte[]> listener, boolean sendOldValues) {
    return false;
  }

  @Override
  public String name() {
    return store.name();
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    clearCache();
    store.init(context, root);
  }

  @Override
  public void flush() {
    flushCache();
    store.flush();
  }

  @Override
  public void close() {
    clearCache();
    store.close();
  }

  @Override
  public boolean persistent() {
    return store.persistent();
  }

  @Override
  public boolean isOpen() {
    return store.isOpen();
  }
}
