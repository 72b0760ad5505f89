package io.orderwire.bench.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.bench.suite.Metric;
import io.orderwire.bench.suite.Row;
import io.orderwire.bench.suite.RowFailedException;
import io.orderwire.bench.suite.Sample;
import io.orderwire.bench.system.BenchSystem;
import io.orderwire.bench.system.Stage;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.TopicCatalogue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Latency: from when an event is due to be published to its frame at the partner's socket. Beside
 * it, from when a record of the same size is due to be produced to a consumer that has it.
 */
public final class LatencyRow implements Row {
  private final Stage stage;

  public LatencyRow(Stage stage) {
    this.stage = stage;
  }

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public String title() {
    return "publish to SSE socket at 1,000 ev/s, against raw Kafka produce to consume";
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.atMost(2.5, "p50", "ms"),
        Metric.atMost(1.5, "p99", "ms"),
        Metric.told("p99.9", "ms"));
  }

  @Override
  public Contest open() throws IOException, InterruptedException {
    return new Streams(stage);
  }

  private static final class Streams implements Contest {
    private static final String RAW = "bench.raw";
    private static final int RATE = 1_000;

    private final BenchSystem system;
    private final List<String> partners = new ArrayList<>();
    private final List<Frames> streams = new ArrayList<>();
    private final int count;
    private final Feed feed;
    private final KafkaProducer<byte[], byte[]> producer;
    private volatile @Nullable Schedule schedule;
    private int rounds;

    Streams(Stage stage) throws IOException, InterruptedException {
      system = stage.system();
      count = RATE * stage.size(30, 5);
      feed = new Feed(system, Duration.ZERO);
      producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", system.bootstrapServers(), "acks", "all", "linger.ms", 0),
              new ByteArraySerializer(),
              new ByteArraySerializer());
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", system.bootstrapServers()))) {
        admin
            .createTopics(
                List.of(
                    new NewTopic(RAW, Optional.of(TopicCatalogue.PARTITIONS), Optional.empty())))
            .all()
            .get();
        for (int n = 0; n < stage.size(1_000, 100); n++) {
          String partner = stage.newName("latency");
          partners.add(partner);
          String key = system.addPartner(partner);
          streams.add(new Frames(system.partnersUrl().getPort(), key, this::arrived));
        }
      } catch (ExecutionException e) {
        close();
        throw new RowFailedException("A topic could not be made: " + e.getCause(), e);
      } catch (IOException | InterruptedException | RuntimeException e) {
        close();
        throw e;
      }
    }

    @Override
    public Sample ours() throws IOException, InterruptedException {
      rounds++;
      Schedule round = new Schedule(RATE);
      schedule = round;
      for (int n = 0; n < count; n++) {
        round.awaitDue(n);
        // What fails is missing in the count.
        var _ = feed.publisher().publish(Feed.event(partner(n), "r" + rounds + "-" + n));
      }
      return finish(round);
    }

    @Override
    public Sample baseline() throws IOException, InterruptedException {
      Schedule round = new Schedule(RATE);
      byte[] filling = Feed.json(partner(0), "ord", new UUID(0, 0)).getBytes(UTF_8);
      Thread reading;
      try (TopicReader reader = new TopicReader(system.bootstrapServers(), RAW)) {
        reading =
            Thread.ofPlatform()
                .start(
                    () -> reader.read(count, 0, record -> true, record -> arrived(round, record)));
        for (int n = 0; n < count; n++) {
          round.awaitDue(n);
          byte[] value = filling.clone();
          ByteBuffer.wrap(value).putInt(n);
          String partner = partner(n);
          int partition = PartnerPartitioner.partitionOf(partner, TopicCatalogue.PARTITIONS);
          var _ =
              producer.send(new ProducerRecord<>(RAW, partition, partner.getBytes(UTF_8), value));
        }
        reading.join();
      }
      return finish(round);
    }

    private Sample finish(Schedule round) throws IOException, InterruptedException {
      Wait.until("events", count, round::count);
      RowFailedException.requireCount("events", count, round.count());
      return Sample.of(round.percentile(50), round.percentile(99), round.percentile(99.9));
    }

    /** An item of this round; one of another would be a repeat, which the count shows. */
    private void arrived(String order) {
      Schedule round = schedule;
      if (round != null) {
        round.arrived(Integer.parseInt(order.substring(order.indexOf('-') + 1)));
      }
    }

    private static void arrived(Schedule round, ConsumerRecord<byte[], byte[]> record) {
      round.arrived(ByteBuffer.wrap(record.value()).getInt());
    }

    private String partner(int n) {
      return partners.get(n % partners.size());
    }

    @Override
    public void close() {
      streams.forEach(Frames::close);
      feed.close();
      producer.close();
    }
  }
}
