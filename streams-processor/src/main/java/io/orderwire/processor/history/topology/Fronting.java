package io.orderwire.processor.history.topology;

import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * A store of ours in front of one of Streams', which gets what is kept here when Kafka Streams
 * calls {@link #flushCache}: before each commit. What is kept is dropped with the rest of the
 * task's state by {@link #clearCache}. Used by the task's thread.
 */
abstract class Fronting implements StateStore, CachedStateStore<byte[], byte[]> {
  /** The store behind. */
  protected final KeyValueStore<byte[], byte[]> store;

  Fronting(KeyValueStore<byte[], byte[]> store) {
    this.store = store;
  }

  @Override
  public final boolean setFlushListener(
      CacheFlushListener<byte[], byte[]> listener, boolean sendOldValues) {
    return false;
  }

  @Override
  public final String name() {
    return store.name();
  }

  @Override
  public final void init(StateStoreContext context, StateStore root) {
    clearCache();
    store.init(context, root);
  }

  @Override
  public final void flush() {
    flushCache();
    store.flush();
  }

  @Override
  public final void close() {
    clearCache();
    store.close();
  }

  @Override
  public final boolean persistent() {
    return store.persistent();
  }

  @Override
  public final boolean isOpen() {
    return store.isOpen();
  }
}
