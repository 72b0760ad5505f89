package io.orderwire.bench.rows;

import io.orderwire.bench.suite.Metric;
import io.orderwire.bench.suite.Row;
import io.orderwire.bench.suite.Sample;
import io.orderwire.bench.system.Memory;
import io.orderwire.bench.system.Stage;
import io.orderwire.processes.LocalSystem;
import io.orderwire.schemas.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Footprint: memory of each part while events come as fast as the SDK publishes, beside that of a
 * system that has just been started; and bytes on disk for each event, beside those of its Avro
 * encoding or, for the adapter, of its JSON in pages compressed with gzip.
 */
public final class FootprintRow implements Row {
  private static final List<String> PARTS =
      List.of("broker", "registry", "ingest", "processor", "adapter");
  private static final double MEGABYTE = 1_048_576;

  private final Stage stage;

  public FootprintRow(Stage stage) {
    this.stage = stage;
  }

  @Override
  public String name() {
    return "footprint";
  }

  @Override
  public String title() {
    return "memory under load, against idle, and disk, against Avro and compressed JSON";
  }

  @Override
  public List<Metric> metrics() {
    List<Metric> metrics = new ArrayList<>();
    PARTS.forEach(part -> metrics.add(Metric.told(part + " RSS", "MiB")));
    PARTS.forEach(part -> metrics.add(Metric.told(part + " heap", "MiB")));
    metrics.add(Metric.told("events topic", "B/event"));
    metrics.add(Metric.told("history topic", "B/event"));
    metrics.add(Metric.told("processor disk", "B/event"));
    metrics.add(Metric.atMost(1.2, "adapter disk", "B/event"));
    return metrics;
  }

  @Override
  public Contest open() throws IOException, InterruptedException {
    return new Loads(stage);
  }

  private static final class Loads implements Contest {
    private static final int PARTNERS = 100;
    private static final Duration SETTLING = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final LocalSystem system;
    private final Grown grown;
    private final List<Double> idle;
    private final int each;

    Loads(Stage stage) throws IOException, InterruptedException {
      grown = new Grown(stage, stage.newName("footprint"), PARTNERS);
      system = grown.system();
      each = stage.size(2_000, 100);
      TimeUnit.NANOSECONDS.sleep(SETTLING.toNanos());
      idle = new ArrayList<>(resident().values().stream().map(bytes -> bytes / MEGABYTE).toList());
      idle.addAll(live());
    }

    @Override
    public Sample ours() throws IOException, InterruptedException {
      Map<String, Long> most = new LinkedHashMap<>();
      AtomicBoolean publishing = new AtomicBoolean(true);
      Thread load =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      grown.publish(each);
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    } finally {
                      publishing.set(false);
                    }
                  });
      while (publishing.get()) {
        resident().forEach((part, bytes) -> most.merge(part, bytes, Math::max));
        TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
      }
      load.join();
      List<Double> values =
          new ArrayList<>(most.values().stream().map(bytes -> bytes / MEGABYTE).toList());
      values.addAll(live());
      grown.awaitAll();
      values.addAll(disk());
      return new Sample(values);
    }

    @Override
    public Sample baseline() throws IOException, InterruptedException {
      List<Double> values = new ArrayList<>(idle);
      double history = averageBytes(TopicCatalogue.HISTORY.topicName());
      values.add(averageBytes(TopicCatalogue.EVENTS.topicName()));
      values.add(history);
      values.add(history);
      values.add(grown.compressedBytesOfAnItem());
      return new Sample(values);
    }

    private Map<String, Long> resident() throws IOException {
      Map<String, Long> bytes = new LinkedHashMap<>();
      for (Map.Entry<String, Long> part : system.pids().entrySet()) {
        bytes.put(part.getKey(), Memory.resident(part.getValue()));
      }
      return bytes;
    }

    private List<Double> live() throws IOException, InterruptedException {
      List<Double> values = new ArrayList<>();
      for (long pid : system.pids().values()) {
        values.add(Memory.live(pid) / MEGABYTE);
      }
      return values;
    }

    /** What lies on the disk once the services have written all. */
    private List<Double> disk() throws IOException {
      system.processor().close();
      system.adapter().close();
      double items = grown.items();
      List<Double> values =
          List.of(
              topic(TopicCatalogue.EVENTS.topicName()) / items,
              topic(TopicCatalogue.HISTORY.topicName()) / items,
              bytes(system.processor().data()) / items,
              bytes(system.adapter().data()) / items);
      system.start();
      return values;
    }

    /** Of the segments alone: an index has a fixed size until it is full. */
    private double topic(String name) throws IOException {
      double bytes = 0;
      for (int partition = 0; partition < TopicCatalogue.PARTITIONS; partition++) {
        bytes +=
            bytes(
                system.brokerData().resolve(name + "-" + partition), file -> file.endsWith(".log"));
      }
      return bytes;
    }

    private static double bytes(Path directory) throws IOException {
      return bytes(directory, file -> true);
    }

    private static double bytes(Path directory, Predicate<String> counts) throws IOException {
      try (Stream<Path> files = Files.walk(directory)) {
        return files
            .filter(Files::isRegularFile)
            .filter(file -> counts.test(file.toString()))
            .mapToLong(file -> file.toFile().length())
            .sum();
      }
    }

    private double averageBytes(String topic) {
      AtomicLong bytes = new AtomicLong();
      try (TopicReader reader = TopicReader.fromStart(system.bootstrapServers(), topic)) {
        long count =
            reader.readToEnd(
                record ->
                    bytes.addAndGet(record.serializedKeySize() + record.serializedValueSize()));
        return (double) bytes.get() / count;
      }
    }

    @Override
    public void close() {
      grown.close();
    }
  }
}
