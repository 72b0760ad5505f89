package io.orderwire.processor.history.topology;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * Values that change with each record, kept as objects and written to a store, and so to its
 * changelog, once in a transaction: Kafka Streams calls {@link #flushCache} before each commit, and
 * {@link JointWrites} has the rest of the thread write then, too. Streams' own cache does the same
 * for bytes, at a price for each record.
 *
 * <p>Used by the task's thread. An abort drops what is kept with the rest of the task's state, by
 * {@link #clearCache}.
 *
 * @param <K> keys, to be compared by equals
 * @param <V> values that do not change
 */
final class WriteBehind<K, V>
    implements StateStore, CachedStateStore<byte[], byte[]>, JointWrites.Store {
  private final KeyValueStore<byte[], byte[]> store;
  private final int most;
  private final Form<K, V> form;
  private final Map<K, Kept<V>> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final List<K> changed = new ArrayList<>();

  /**
   * How keys and values are stored.
   *
   * @param key a key's bytes
   * @param value a value's bytes
   * @param read the value of bytes
   */
  record Form<K, V>(Function<K, byte[]> key, Function<V, byte[]> value, Function<byte[], V> read) {}

  /**
   * In front of a store.
   *
   * @param most how many values are kept, the ones used last
   */
  WriteBehind(KeyValueStore<byte[], byte[]> store, int most, Form<K, V> form) {
    this.store = store;
    this.most = most;
    this.form = form;
  }

  @Nullable V get(K key) {
    Kept<V> known = kept.get(key);
    if (known != null) {
      return known.value;
    }
    byte[] bytes = store.get(form.key().apply(key));
    if (bytes == null) {
      return null;
    }
    V value = form.read().apply(bytes);
    keep(key, new Kept<>(value));
    return value;
  }

  void put(K key, V value) {
    Kept<V> known = kept.get(key);
    if (known == null) {
      known = new Kept<>(value);
      keep(key, known);
    }
    known.value = value;
    if (!known.isChanged) {
      known.isChanged = true;
      changed.add(key);
      JointWrites.changed(this);
    }
  }

  private void keep(K key, Kept<V> value) {
    kept.put(key, value);
    if (kept.size() > most) {
      K oldest = kept.keySet().iterator().next();
      write(oldest);
      kept.remove(oldest);
    }
  }

  @Override
  public void flushCache() {
    JointWrites.writeAll();
    writeChanges();
  }

  @Override
  public void writeChanges() {
    changed.forEach(this::write);
    changed.clear();
  }

  /** Also for a key that was written already, or is not kept any more. */
  private void write(K key) {
    Kept<V> value = kept.get(key);
    if (value != null && value.isChanged) {
      store.put(form.key().apply(key), form.value().apply(value.value));
      value.isChanged = false;
    }
  }

  @Override
  public void clearCache() {
    kept.clear();
    changed.clear();
    JointWrites.forget(this);
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

  private static final class Kept<V> {
    V value;
    boolean isChanged;

    Kept(V value) {
      this.value = value;
    }
  }

  /** Makes one in front of each store that another builder makes. */
  static <K, V> StoreBuilder<WriteBehind<K, V>> builder(
      StoreBuilder<KeyValueStore<byte[], byte[]>> stores, int most, Form<K, V> form) {
    return new WrappingBuilder<>(stores, store -> new WriteBehind<>(store, most, form));
  }
}
