package io.orderwire.delivery.kafka.history;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.Owners;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.TopicCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A partition's history over a directory of its own, with the reader that channels use. */
final class OpenedHistory implements AutoCloseable {
  static final String ACME = "acme";
  static final int PARTITION =
      PartnerPartitioner.partitionOf(ACME, TopicCatalogue.HISTORY.partitions());

  final MemoryRegistry registry = new MemoryRegistry();
  final Entries entries = new Entries(registry);
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Partitions partitions = new Partitions(TopicCatalogue.HISTORY.partitions());
  final KafkaHistory history =
      new KafkaHistory(partitions, _ -> new Owners.Owner.Nobody(), _ -> false);
  private static final String TOPIC = TopicCatalogue.HISTORY.topicName();

  private final RocksMemory memory = new RocksMemory(16 << 20);
  private final RecentItems recent = new RecentItems(1 << 20);
  private final int runLength;
  private final Path directory;
  private ItemTable table;
  private long nextOffset;
  PartitionHistory partition;

  /** With runs so short that most items lie in blocks. */
  OpenedHistory() {
    this(4);
  }

  OpenedHistory(int runLength) {
    this(runLength, newDirectory());
  }

  /** Over what is in a directory, which is deleted in the end. */
  OpenedHistory(int runLength, Path directory) {
    this.runLength = runLength;
    this.directory = directory;
    table = new ItemTable(directory, memory);
    partition = open(table);
  }

  private static Path newDirectory() {
    try {
      return Files.createTempDirectory("orderwire-history");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the table is. */
  Path directory() {
    return directory;
  }

  private PartitionHistory open(ItemTable table) {
    PartitionHistory opened =
        new PartitionHistory(
            PARTITION,
            table,
            runLength,
            entries.decoder(Duration.ofMillis(50), () -> false),
            recent,
            partitions.waiters(),
            new HistoryAlarms(meters));
    partitions.opened(PARTITION, opened);
    partitions.activated(PARTITION);
    opened.complete(true);
    return opened;
  }

  OpenedHistory take(Entries.Entry... some) {
    for (Entries.Entry one : some) {
      apply(one);
      partitions.showAndTell();
    }
    return this;
  }

  /** Takes a record that is not shown yet. */
  void apply(Entries.Entry one) {
    partition.materialise(one.key(), one.value(), nextOffset++);
  }

  /** Takes records as Kafka Streams restores them; they are not shown yet. */
  void restore(List<Entries.Entry> some) {
    partition.restore(
        some.stream()
            .map(
                one -> new ConsumerRecord<>(TOPIC, PARTITION, nextOffset++, one.key(), one.value()))
            .toList());
  }

  OpenedHistory take(List<Entries.Entry> some) {
    return take(some.toArray(Entries.Entry[]::new));
  }

  OpenedHistory events(long from, long to) {
    for (long sequence = from; sequence <= to; sequence++) {
      take(entries.event(ACME, 0, sequence));
    }
    return this;
  }

  /** The table's memory is written to disk, as happens at any time when it is full. */
  void memoryIsFull() {
    table.flush();
  }

  void reopen() {
    partitions.closing(PARTITION, partition);
    partition.close();
    table = new ItemTable(directory, memory);
    partition = open(table);
  }

  double count(String name) {
    return meters.counter("orderwire.history." + name).count();
  }

  /** Everything that is shown of a partner, as text. */
  List<String> shown() {
    List<String> shown = new ArrayList<>();
    shown.add(history.extent(ACME).toString());
    List<Event> read = history.readAfter(ACME, 0, 1_000);
    while (!read.isEmpty()) {
      for (Event item : read) {
        shown.add(item.position() + " " + item.recordedAt() + " " + item.orderId());
        shown.add(new String(item.json(), StandardCharsets.UTF_8));
        shown.add(new String(item.createdHistoryJson(), StandardCharsets.UTF_8));
      }
      read = history.readAfter(ACME, read.getLast().position().sequence(), 1_000);
    }
    return shown;
  }

  /** At which sequences of an epoch something is stored, headers apart. */
  List<Long> storedAt(int epoch) {
    return storedAt(ACME, epoch);
  }

  List<Long> storedAt(String partnerId, int epoch) {
    List<Long> sequences = new ArrayList<>();
    table.ascend(
        Slots.key(Slots.ITEM, partnerId, epoch, 1),
        Slots.key(Slots.ITEM, partnerId, epoch + 1, 0),
        (key, _) -> {
          sequences.add(Slots.sequenceOf(key));
          return true;
        });
    return sequences;
  }

  /** Everything that is stored of the items, as far as it is text. */
  String storedText() {
    StringBuilder text = new StringBuilder();
    table.ascend(
        new byte[] {0},
        new byte[] {9},
        (key, value) -> {
          text.append(new String(key, StandardCharsets.ISO_8859_1));
          text.append(new String(value, StandardCharsets.ISO_8859_1));
          return true;
        });
    return text.toString();
  }

  List<Event> ofOrder(String orderId) {
    List<Event> events = new ArrayList<>();
    history.ofOrder(ACME, orderId, events::add);
    return events;
  }

  List<Long> sequencesAfter(long sequence, int limit) {
    return history.readAfter(ACME, sequence, limit).stream()
        .map(item -> item.position().sequence())
        .toList();
  }

  List<Long> sequencesBefore(long sequence, int limit) {
    return history.readBefore(ACME, sequence, limit).stream()
        .map(item -> item.position().sequence())
        .toList();
  }

  long newest() {
    return history.extent(ACME).newest().sequence();
  }

  @Override
  public void close() {
    partitions.closing(PARTITION, partition);
    partition.close();
    memory.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
