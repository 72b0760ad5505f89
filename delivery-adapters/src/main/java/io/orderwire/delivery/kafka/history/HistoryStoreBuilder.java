package io.orderwire.delivery.kafka.history;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** Makes stores without a changelog of their own: the history topic is it. */
record HistoryStoreBuilder(Supplier<HistoryStore> stores) implements StoreBuilder<HistoryStore> {
  @Override
  public HistoryStore build() {
    return stores.get();
  }

  @Override
  public String name() {
    return HistoryStore.NAME;
  }

  @Override
  public Map<String, String> logConfig() {
    return Map.of();
  }

  @Override
  public boolean loggingEnabled() {
    return false;
  }

  @Override
  public StoreBuilder<HistoryStore> withLoggingDisabled() {
    return this;
  }

  @Override
  public StoreBuilder<HistoryStore> withCachingDisabled() {
    return this;
  }

  @Override
  public StoreBuilder<HistoryStore> withCachingEnabled() {
    throw new UnsupportedOperationException("the store has its own cache");
  }

  @Override
  public StoreBuilder<HistoryStore> withLoggingEnabled(Map<String, String> config) {
    throw new UnsupportedOperationException("the history topic is the only changelog");
  }
}
