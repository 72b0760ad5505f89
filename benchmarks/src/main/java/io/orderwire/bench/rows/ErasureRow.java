package io.orderwire.bench.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderwire.bench.suite.Metric;
import io.orderwire.bench.suite.Row;
import io.orderwire.bench.suite.RowFailedException;
import io.orderwire.bench.suite.Sample;
import io.orderwire.bench.system.Stage;
import io.orderwire.processes.Http;
import io.orderwire.processes.LocalSystem;
import io.orderwire.schemas.KafkaAnswers;
import io.orderwire.schemas.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Erasure: all items of one of ten partners, in histories that have so many items together. From
 * the request to when its newest item is shown as erased; from then until the adapter's files hold
 * nothing of it; and until Kafka's do, where the topic lets it compact at once. Beside it, the same
 * with ten thousand items.
 */
public final class ErasureRow implements Row {
  private static final int PARTNERS = 10;
  private static final int SMALL = 10_000;
  private static final String ALL = "{\"all\":true}";

  private final Stage stage;
  private final String name;
  private final int items;

  /**
   * A row.
   *
   * @param name what the number of items is called
   * @param items how many the histories have together
   */
  public ErasureRow(Stage stage, String name, int items) {
    this.stage = stage;
    this.name = name;
    this.items = items;
  }

  @Override
  public String name() {
    return "erasure-" + name;
  }

  @Override
  public String title() {
    return "erasing one of 10 partners that have %,d items, against 10,000 items".formatted(items);
  }

  @Override
  public boolean isLong() {
    return true;
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.told("shown", "s"), Metric.told("off the disk", "s"), Metric.told("compacted", "s"));
  }

  @Override
  public Contest open() throws IOException, InterruptedException {
    return new Erasing(
        new Side("erasure-small", SMALL), new Side("erasure-large", stage.size(items, 20_000)));
  }

  private record Erasing(Side small, Side large) implements Contest {
    @Override
    public Sample ours() throws IOException, InterruptedException {
      return large.erase();
    }

    @Override
    public Sample baseline() throws IOException, InterruptedException {
      return small.erase();
    }

    @Override
    public void close() {
      small.grown.close();
      large.grown.close();
    }
  }

  /** One system; each round takes another partner. */
  private final class Side {
    private static final String DONE = "is off the disk";

    /** An adapter looks each second for what is to be taken off its disk. */
    private static final Duration QUIET = Duration.ofSeconds(10);

    private static final Duration LOOK = Duration.ofMillis(200);

    private final Grown grown;
    private final LocalSystem system;
    private int next;

    Side(String name, long items) throws IOException, InterruptedException {
      grown =
          new Grown(
              stage,
              name,
              PARTNERS,
              new LocalSystem.Settings(
                  Map.of("log.cleaner.backoff.ms", "500"),
                  List.of(),
                  List.of("--orderwire.delivery.history.leftovers-for=2s")));
      system = grown.system();
      grown.growTo(items);
    }

    Sample erase() throws IOException, InterruptedException {
      if (next == PARTNERS) {
        throw new RowFailedException("there are no more than %d partners".formatted(PARTNERS));
      }
      compact("3600000", "86400000", "0.5");
      String partner = grown.ids().get(next);
      Http api = grown.partner(next);
      next++;
      long begun = System.nanoTime();
      system.operator().post("/admin/v1/partners/%s/history/erase".formatted(partner), ALL);
      Wait.until("erased items", 1, () -> isErased(api) ? 1 : 0);
      double shown = secondsSince(begun);
      double offTheDisk = offTheDisk(Instant.now());
      return Sample.of(shown, offTheDisk, compacted(partner));
    }

    private double offTheDisk(Instant from) throws IOException, InterruptedException {
      Instant last = lastDone();
      while (Duration.between(max(last, from), Instant.now()).compareTo(QUIET) < 0
          || !last.isAfter(from)) {
        TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        last = lastDone();
      }
      return Math.max(1, Duration.between(from, last).toMillis()) / 1e3;
    }

    private Instant lastDone() throws IOException {
      Path log = system.logs().resolve(system.adapter().name() + ".log");
      try (Stream<String> lines = Files.lines(log)) {
        return lines
            .filter(line -> line.contains(DONE))
            .map(line -> Instant.parse(line.substring(0, line.indexOf(' '))))
            .reduce(Instant.EPOCH, ErasureRow::max);
      }
    }

    /** Kafka closes a segment with the next record of its partition. */
    private double compacted(String partner) throws IOException, InterruptedException {
      compact("0", "1000", "0");
      long begun = System.nanoTime();
      while (recordsBeyond(partner) > 0) {
        grown.publish(1);
      }
      double seconds = secondsSince(begun);
      grown.awaitAll();
      return seconds;
    }

    /** How many records of the partner's there are that another one has replaced. */
    private long recordsBeyond(String partner) {
      byte[] id = partner.getBytes(UTF_8);
      AtomicLong records = new AtomicLong();
      AtomicLong newest = new AtomicLong();
      try (TopicReader history =
          TopicReader.fromStart(system.bootstrapServers(), TopicCatalogue.HISTORY.topicName())) {
        history.readToEnd(
            record -> {
              long sequence = HistoryKeys.sequence(record.key());
              if (sequence > 0 && HistoryKeys.partnerBeginsWith(record.key(), id)) {
                records.incrementAndGet();
                newest.accumulateAndGet(sequence, Math::max);
              }
            });
      }
      return records.get() - newest.get();
    }

    private void compact(String earliest, String latest, String dirty) {
      ConfigResource topic =
          new ConfigResource(ConfigResource.Type.TOPIC, TopicCatalogue.HISTORY.topicName());
      Collection<AlterConfigOp> changes =
          List.of(
              set("min.compaction.lag.ms", earliest),
              set("max.compaction.lag.ms", latest),
              set("min.cleanable.dirty.ratio", dirty));
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", system.bootstrapServers()))) {
        KafkaAnswers.get(admin.incrementalAlterConfigs(Map.of(topic, changes)).all());
      }
    }
  }

  private static boolean isErased(Http api) throws IOException, InterruptedException {
    JsonNode newest = api.get("/v1/orders/events?limit=1").path("events").path(0);
    return newest.path("type").asText().equals("erased");
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
  }

  private static double secondsSince(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }

  private static Instant max(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
