package io.orderwire.bench.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.orderwire.processes.LocalSystem;
import io.orderwire.schemas.KafkaAnswers;
import io.orderwire.schemas.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Kafka's log cleaner, and the history topic that it compacts when it is told to. For one thread.
 */
final class LogCleaner {
  private static final String TOPIC = TopicCatalogue.HISTORY.topicName();
  private static final String SEGMENT = ".log";
  private static final Duration STANDSTILL = Duration.ofMinutes(10);

  /** Of {@code /proc/PID/stat}, behind the name in brackets: user and system time. */
  private static final int USER = 11;

  private static final double TICKS_PER_SECOND = 100;
  private static final double MEGABYTE = 1e6;

  private final LocalSystem system;

  /** Of a system with one broker; from now on nothing is compacted before {@link #begin}. */
  LogCleaner(LocalSystem system) {
    this.system = system;
    // As large as Kafka has it by default, where the embedded broker's is small.
    set(
        new ConfigResource(ConfigResource.Type.BROKER, ""),
        Map.of("log.cleaner.backoff.ms", "500", "log.cleaner.dedupe.buffer.size", "134217728"));
    rest();
  }

  /** Adds a record to each partition that has some already. */
  @FunctionalInterface
  interface Writing {
    void run() throws IOException, InterruptedException;
  }

  /**
   * Lets Kafka begin another segment in each partition, as a record does that is {@code
   * max.compaction.lag.ms} later than the first one.
   *
   * @return the first offset of that, by partition
   */
  Map<String, Long> closeSegments(Writing writing) throws IOException, InterruptedException {
    Map<String, Long> before = open();
    topic(Map.of("segment.ms", "1"));
    Wait.until(
        "closed segments",
        before.size(),
        () -> {
          writing.run();
          Map<String, Long> now = open();
          return before.entrySet().stream()
              .filter(open -> now.getOrDefault(open.getKey(), 0L) > open.getValue())
              .count();
        });
    topic(Map.of("segment.ms", String.valueOf(TimeUnit.DAYS.toMillis(7))));
    return open();
  }

  /** The first offset of the segment that is written to, of partitions that have records. */
  private Map<String, Long> open() throws IOException {
    Map<String, Long> open = new HashMap<>();
    for (Path segment : files()) {
      String file = segment.getFileName().toString();
      if (file.endsWith(SEGMENT) && Files.size(segment) > 0) {
        long offset = Long.parseLong(file.substring(0, file.length() - SEGMENT.length()));
        Path partition = Objects.requireNonNull(segment.getParent());
        open.merge(partition.getFileName().toString(), offset, Math::max);
      }
    }
    return open;
  }

  /** Lets it compact at once all that is in closed segments. */
  void begin() {
    topic(
        Map.of(
            "min.compaction.lag.ms",
            "0",
            "min.cleanable.dirty.ratio",
            "0",
            "file.delete.delay.ms",
            "500"));
  }

  /** Nothing is compacted. */
  void rest() {
    topic(
        Map.of(
            "min.compaction.lag.ms",
            String.valueOf(TimeUnit.HOURS.toMillis(1)),
            "min.cleanable.dirty.ratio",
            "1"));
  }

  /** Waits until all before these offsets is compacted, and its former files are deleted. */
  void await(Map<String, Long> offsets) throws IOException, InterruptedException {
    Path checkpoints = system.brokerData().resolve("cleaner-offset-checkpoint");
    Wait.until(
        "compacted partitions",
        offsets.size(),
        STANDSTILL,
        () -> {
          List<String> lines =
              Files.exists(checkpoints) ? Files.readAllLines(checkpoints) : List.of();
          return lines.stream()
              .map(line -> line.split(" ", -1))
              .filter(
                  line ->
                      line.length == 3
                          && line[0].equals(TOPIC)
                          && Long.parseLong(line[2])
                              >= offsets.getOrDefault(line[0] + "-" + line[1], Long.MAX_VALUE))
              .count();
        });
    Wait.until(
        "deleted files",
        1,
        STANDSTILL,
        () -> files().stream().allMatch(file -> isKept(file.toString())) ? 1 : 0);
  }

  private static boolean isKept(String file) {
    return !file.endsWith(".deleted") && !file.endsWith(".cleaned") && !file.endsWith(".swap");
  }

  /** The topic's segments. */
  List<Path> segments() throws IOException {
    return files().stream().filter(file -> file.toString().endsWith(SEGMENT)).toList();
  }

  private List<Path> files() throws IOException {
    List<Path> all = new ArrayList<>();
    for (int partition = 0; partition < TopicCatalogue.PARTITIONS; partition++) {
      try (Stream<Path> files = Files.list(system.brokerData().resolve(TOPIC + "-" + partition))) {
        all.addAll(files.toList());
      }
    }
    return all;
  }

  /** What its thread has taken since the broker began. */
  Cost cost() throws IOException {
    Path tasks = Path.of("/proc", String.valueOf(system.pids().get("broker")), "task");
    Cost sum = new Cost(0, 0, 0);
    try (Stream<Path> threads = Files.list(tasks)) {
      for (Path thread : threads.toList()) {
        // A thread's name has 15 characters.
        if (Files.readString(thread.resolve("comm"), ISO_8859_1).startsWith("kafka-log-clean")) {
          sum = sum.plus(Cost.of(thread));
        }
      }
    }
    return sum;
  }

  /**
   * What was taken.
   *
   * @param cpu in seconds
   * @param read in MB, from files, whether they were in memory or not
   * @param written in MB
   */
  record Cost(double cpu, double read, double written) {
    private static Cost of(Path thread) throws IOException {
      String stat = Files.readString(thread.resolve("stat"), ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      Map<String, Double> io = new HashMap<>();
      for (String line : Files.readAllLines(thread.resolve("io"))) {
        int colon = line.indexOf(':');
        io.put(line.substring(0, colon), Double.parseDouble(line.substring(colon + 1)));
      }
      return new Cost(
          (Long.parseLong(fields[USER]) + Long.parseLong(fields[USER + 1])) / TICKS_PER_SECOND,
          io.getOrDefault("rchar", 0.0) / MEGABYTE,
          io.getOrDefault("wchar", 0.0) / MEGABYTE);
    }

    private Cost plus(Cost more) {
      return new Cost(cpu + more.cpu, read + more.read, written + more.written);
    }

    Cost minus(Cost less) {
      return new Cost(cpu - less.cpu, read - less.read, written - less.written);
    }
  }

  private void topic(Map<String, String> settings) {
    set(new ConfigResource(ConfigResource.Type.TOPIC, TOPIC), settings);
  }

  private void set(ConfigResource what, Map<String, String> settings) {
    Collection<AlterConfigOp> changes =
        settings.entrySet().stream()
            .map(
                setting ->
                    new AlterConfigOp(
                        new ConfigEntry(setting.getKey(), setting.getValue()),
                        AlterConfigOp.OpType.SET))
            .toList();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", system.bootstrapServers()))) {
      KafkaAnswers.get(admin.incrementalAlterConfigs(Map.of(what, changes)).all());
    }
  }
}
