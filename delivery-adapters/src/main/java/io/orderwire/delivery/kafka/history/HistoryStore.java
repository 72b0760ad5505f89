package io.orderwire.delivery.kafka.history;

import io.orderwire.delivery.kafka.history.ItemTable.StoreException;
import io.orderwire.schemas.TopicCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.RecordBatchingStateRestoreCallback;
import org.apache.kafka.streams.state.internals.OffsetCheckpoint;
import org.jspecify.annotations.Nullable;

/**
 * One partition's history as Kafka Streams keeps it: opened, restored, flushed and closed by it.
 */
final class HistoryStore implements StateStore {
  static final String NAME = "history";

  private static final String PREFIX = "items-v";
  private static final String CHECKPOINT = ".checkpoint";

  private final Partitions partitions;
  private final RocksMemory memory;
  private final HistoryDecoder decoder;
  private final RecentItems recent;
  private final HistoryAlarms alarms;
  private @Nullable PartitionHistory history;
  private int partition;

  HistoryStore(
      Partitions partitions,
      RocksMemory memory,
      HistoryDecoder decoder,
      RecentItems recent,
      HistoryAlarms alarms) {
    this.partitions = partitions;
    this.memory = memory;
    this.decoder = decoder;
    this.recent = recent;
    this.alarms = alarms;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    partition = context.taskId().partition();
    PartitionHistory opened = open(context.stateDir().toPath());
    history = opened;
    resumeAt(opened.shownOffset(), context.stateDir().toPath(), partition);
    partitions.opened(partition, opened);
    RecordBatchingStateRestoreCallback restore = opened::restore;
    context.register(root, restore);
  }

  /**
   * Lets Streams go on behind this offset, or from the start of the topic, whatever it believes: it
   * writes its checkpoint when what was read before may not be durable yet. It reads the checkpoint
   * after this.
   *
   * @param offset -1 where the table is empty
   */
  private static void resumeAt(long offset, Path taskDirectory, int partition) {
    Path checkpoint = taskDirectory.resolve(CHECKPOINT);
    TopicPartition topic = new TopicPartition(TopicCatalogue.HISTORY.topicName(), partition);
    try {
      if (offset < 0) {
        Files.deleteIfExists(checkpoint);
      } else {
        new OffsetCheckpoint(checkpoint.toFile()).write(Map.of(topic, offset));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the checkpoint cannot be written", e);
    }
  }

  /**
   * Opens the table. One that is missing, of another form, or damaged is made anew from the topic.
   */
  private PartitionHistory open(Path taskDirectory) {
    Path directory = taskDirectory.resolve(PREFIX + ItemTable.FORMAT);
    if (!ItemTable.isUsable(directory)) {
      forget(taskDirectory);
    }
    try {
      return opened(directory);
    } catch (StoreException e) {
      if (ItemTable.isUsable(directory)) {
        throw e; // As on a full disk.
      }
      forget(taskDirectory);
      return opened(directory);
    }
  }

  private PartitionHistory opened(Path directory) {
    ItemTable table = new ItemTable(directory, memory);
    try {
      return new PartitionHistory(
          partition, table, Runs.LENGTH, decoder, recent, partitions.waiters(), alarms);
    } catch (RuntimeException e) {
      table.close();
      throw e;
    }
  }

  private static void forget(Path taskDirectory) {
    try {
      List<Path> doomed;
      try (Stream<Path> tables = Files.list(taskDirectory)) {
        doomed = tables.filter(path -> path.getFileName().toString().startsWith(PREFIX)).toList();
      }
      for (Path table : doomed) {
        try (Stream<Path> files = Files.walk(table)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the old store cannot be removed", e);
    }
  }

  void materialise(byte @Nullable [] key, byte @Nullable [] value, long offset) {
    opened().materialise(key, value, offset);
  }

  @Override
  public void flush() {
    PartitionHistory open = history;
    if (open != null) {
      open.flush();
    }
  }

  @Override
  public void close() {
    PartitionHistory open = history;
    if (open != null) {
      history = null;
      partitions.closing(partition, open);
      open.close();
    }
  }

  @Override
  public boolean persistent() {
    return true;
  }

  @Override
  public boolean isOpen() {
    return history != null;
  }

  private PartitionHistory opened() {
    PartitionHistory open = history;
    if (open == null) {
      throw new IllegalStateException("the store of partition " + partition + " is not open");
    }
    return open;
  }
}
