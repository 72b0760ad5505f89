package io.orderwire.processor.history.topology;

import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Puts a store of ours around each that another builder makes; the changelog is that one's.
 *
 * @param stores makes the stores within, without Streams' cache
 * @param around makes one of ours
 */
record WrappingBuilder<S extends StateStore>(
    StoreBuilder<KeyValueStore<byte[], byte[]>> stores,
    Function<KeyValueStore<byte[], byte[]>, S> around)
    implements StoreBuilder<S> {

  @Override
  public S build() {
    return around.apply(stores.build());
  }

  @Override
  public StoreBuilder<S> withCachingEnabled() {
    throw new UnsupportedOperationException("it is its own cache");
  }

  @Override
  public StoreBuilder<S> withCachingDisabled() {
    return this;
  }

  @Override
  public StoreBuilder<S> withLoggingEnabled(Map<String, String> config) {
    return new WrappingBuilder<>(stores.withLoggingEnabled(config), around);
  }

  @Override
  public StoreBuilder<S> withLoggingDisabled() {
    return new WrappingBuilder<>(stores.withLoggingDisabled(), around);
  }

  @Override
  public Map<String, String> logConfig() {
    return stores.logConfig();
  }

  @Override
  public boolean loggingEnabled() {
    return stores.loggingEnabled();
  }

  @Override
  public String name() {
    return stores.name();
  }
}
