package io.orderwire.bench.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.bench.suite.Metric;
import io.orderwire.bench.suite.Row;
import io.orderwire.bench.suite.RowFailedException;
import io.orderwire.bench.suite.Sample;
import io.orderwire.bench.system.Stage;
import io.orderwire.processes.LocalSystem;
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
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Latency: from when an event is due to be published to its frame at the partner's socket, at two
 * rates. Beside it, from when a record of the same size is due to be produced to a consumer that
 * has it.
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
    return "publish to SSE socket at 1,000 and 10,000 ev/s, against raw Kafka produce to consume";
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        Metric.atMost(2.5, "1k p50", "ms"),
        Metric.atMost(1.5, "1k p99", "ms"),
        Metric.told("1k p99.9", "ms"),
        Metric.atMost(2.5, "10k p50", "ms"),
        Metric.atMost(1.5, "10k p99", "ms"),
        Metric.told("10k p99.9", "ms"));
  }

  @Override
  public Contest open() throws IOException, InterruptedException {
    return new Streams(stage);
  }

  private static final class Streams implements Contest {
    private static final String RAW = "bench.raw";
    private static final int SLOW = 1_000;
    private static final int FAST = 10_000;

    private final Stage stage;
    private final LocalSystem system;
    private final LiveEvents live;
    private final KafkaProducer<byte[], byte[]> producer;

    Streams(Stage stage) throws IOException, InterruptedException {
      this.stage = stage;
      system = stage.system();
      makeTopic();
      live = new LiveEvents(stage, "latency", stage.size(1_000, 100), 1, Duration.ZERO);
      producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", system.bootstrapServers(), "acks", "all", "linger.ms", 0),
              new ByteArraySerializer(),
              new ByteArraySerializer());
    }

    private void makeTopic() throws InterruptedException {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", system.bootstrapServers()))) {
        admin
            .createTopics(
                List.of(
                    new NewTopic(RAW, Optional.of(TopicCatalogue.PARTITIONS), Optional.empty())))
            .all()
            .get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw new RowFailedException("A topic could not be made: " + e.getCause(), e);
        }
      }
    }

    @Override
    public Sample ours() throws IOException, InterruptedException {
      return sample(live.publish(SLOW, count(SLOW)), live.publish(FAST, count(FAST)));
    }

    @Override
    public Sample baseline() throws IOException, InterruptedException {
      return sample(raw(SLOW), raw(FAST));
    }

    private Schedule raw(int rate) throws IOException, InterruptedException {
      int count = count(rate);
      byte[] filling = Feed.json(live.partner(0), Numbers.order(0), new UUID(0, 0)).getBytes(UTF_8);
      Schedule round;
      try (TopicReader reader = new TopicReader(system.bootstrapServers(), RAW)) {
        round = new Schedule(rate);
        Thread reading =
            Thread.ofPlatform()
                .start(
                    () ->
                        reader.read(
                            count,
                            0,
                            record -> true,
                            record -> round.arrived(ByteBuffer.wrap(record.value()).getInt())));
        for (int n = 0; n < count; n++) {
          round.awaitDue(n);
          byte[] value = filling.clone();
          ByteBuffer.wrap(value).putInt(n);
          String partner = live.partner(n);
          int partition = PartnerPartitioner.partitionOf(partner, TopicCatalogue.PARTITIONS);
          var _ =
              producer.send(new ProducerRecord<>(RAW, partition, partner.getBytes(UTF_8), value));
        }
        reading.join();
      }
      RowFailedException.requireCount("records", count, round.count());
      return round;
    }

    private int count(int rate) {
      return rate * stage.size(15, 2);
    }

    private static Sample sample(Schedule slow, Schedule fast) {
      List<Double> values = new ArrayList<>();
      for (Schedule schedule : List.of(slow, fast)) {
        for (double percentile : new double[] {50, 99, 99.9}) {
          values.add(schedule.percentile(percentile));
        }
      }
      return new Sample(values);
    }

    @Override
    public void close() {
      live.close();
      producer.close();
    }
  }
}
