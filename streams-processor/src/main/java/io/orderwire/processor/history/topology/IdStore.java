package io.orderwire.processor.history.topology;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.BatchingStateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * The {@link IdWindow} of one partition as Kafka Streams keeps it: opened, restored, written before
 * each commit as {@link WriteBehind} is, and closed by it.
 */
final class IdStore implements StateStore, CachedStateStore<byte[], byte[]>, JointWrites.Store {
  private final String name;
  private final Function<StateStoreContext, IdTable> tables;
  private final Function<StateStoreContext, IdWindow.Log> logs;
  private final int mostHeads;
  private @Nullable IdTable table;
  private @Nullable IdWindow window;

  /**
   * A store.
   *
   * @param name of the store, and in its changelog's
   * @param tables opens the table of a task
   * @param logs gives a task's changelog
   * @param mostHeads how many heads are kept in memory
   */
  IdStore(
      String name,
      Function<StateStoreContext, IdTable> tables,
      Function<StateStoreContext, IdWindow.Log> logs,
      int mostHeads) {
    this.name = name;
    this.tables = tables;
    this.logs = logs;
    this.mostHeads = mostHeads;
  }

  /** What the task works with, until the store is closed. */
  IdWindow window() {
    IdWindow open = window;
    if (open == null) {
      throw new IllegalStateException("the store " + name + " is not open");
    }
    return open;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    IdTable opened = tables.apply(context);
    IdWindow restored =
        new IdWindow(opened, logs.apply(context), mostHeads, () -> JointWrites.changed(this));
    table = opened;
    window = restored;
    BatchingStateRestoreCallback restore = restored::restore;
    context.register(root, restore);
  }

  @Override
  public boolean setFlushListener(
      CacheFlushListener<byte[], byte[]> listener, boolean sendOldValues) {
    return false;
  }

  @Override
  public void flushCache() {
    JointWrites.writeAll();
    writeChanges();
  }

  @Override
  public void writeChanges() {
    if (window != null) {
      window.write();
    }
  }

  @Override
  public void clearCache() {
    JointWrites.forget(this);
    if (window != null) {
      window.clear();
    }
  }

  @Override
  public void flush() {
    window().write();
    if (table != null) {
      table.flush();
    }
  }

  @Override
  public void close() {
    JointWrites.forget(this);
    IdTable open = table;
    if (open != null) {
      table = null;
      window = null;
      open.close();
    }
  }

  @Override
  public boolean persistent() {
    return true;
  }

  @Override
  public boolean isOpen() {
    return table != null;
  }

  /** In RocksDB, in the task's directory, with a changelog. */
  static StoreBuilder<IdStore> builder(String name, int mostHeads) {
    return new Builder(name, mostHeads);
  }

  private static IdTable inRocks(StateStoreContext context, String name) {
    Path directory = context.stateDir().toPath().resolve(name);
    return new RocksIdTable(directory, RocksMemory.of(context.appConfigs()));
  }

  /** Takes part in the task's transaction; only Streams' own context can do that for a store. */
  private static IdWindow.Log inStreams(StateStoreContext context, String name) {
    InternalProcessorContext<?, ?> streams = (InternalProcessorContext<?, ?>) context;
    return (key, value) ->
        streams.logChange(
            name,
            Bytes.wrap(key),
            value,
            streams.recordContext().timestamp(),
            Position.emptyPosition());
  }

  private record Builder(String name, int mostHeads) implements StoreBuilder<IdStore> {
    @Override
    public IdStore build() {
      return new IdStore(
          name, context -> inRocks(context, name), context -> inStreams(context, name), mostHeads);
    }

    @Override
    public Map<String, String> logConfig() {
      return Map.of();
    }

    @Override
    public boolean loggingEnabled() {
      return true;
    }

    @Override
    public StoreBuilder<IdStore> withCachingEnabled() {
      throw new UnsupportedOperationException("it has no cache of Streams");
    }

    @Override
    public StoreBuilder<IdStore> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<IdStore> withLoggingEnabled(Map<String, String> config) {
      throw new UnsupportedOperationException("it is logged already");
    }

    @Override
    public StoreBuilder<IdStore> withLoggingDisabled() {
      throw new UnsupportedOperationException("it is always logged");
    }
  }
}
