package io.orderwire.bench.rows;

import io.orderwire.bench.load.BareStreams;
import io.orderwire.bench.suite.Metric;
import io.orderwire.bench.suite.Row;
import io.orderwire.bench.suite.RowFailedException;
import io.orderwire.bench.suite.Sample;
import io.orderwire.bench.system.BenchSystem;
import io.orderwire.bench.system.Jvm;
import io.orderwire.bench.system.Stage;
import io.orderwire.embedded.ChildJvm;
import io.orderwire.schemas.TopicCatalogue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sequencing: events that wait in the input go through the processor, which is started for each
 * round. Beside it, a bare Kafka Streams app does the same records. Adapters do not run meanwhile.
 */
public final class SequencingRow implements Row {
  private final Stage stage;

  public SequencingRow(Stage stage) {
    this.stage = stage;
  }

  @Override
  public String name() {
    return "sequencing";
  }

  @Override
  public String title() {
    return "waiting events into the history, against a bare Kafka Streams app with a counter";
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metric.atLeast(1.0, "", "ev/s"));
  }

  @Override
  public Contest open() throws IOException, InterruptedException {
    return new Backlogs(stage);
  }

  private static final class Backlogs implements Contest {
    private static final String IN = "bench.bare-in";
    private static final String OUT = "bench.bare-out";
    private static final int PARTNERS = 1_000;
    private static final Duration STOP_WITHIN = Duration.ofSeconds(30);

    private final BenchSystem system;
    private final Stage stage;
    private final List<String> partners = new ArrayList<>();
    private final int each;

    Backlogs(Stage stage) throws IOException, InterruptedException {
      this.stage = stage;
      system = stage.system();
      each = stage.size(1_000, 100);
      String prefix = stage.newName("sequencing");
      for (int n = 0; n < PARTNERS; n++) {
        partners.add(prefix + "-" + n);
      }
      system.adapter().close();
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", system.bootstrapServers()))) {
        admin
            .createTopics(
                List.of(
                    new NewTopic(IN, Optional.of(TopicCatalogue.PARTITIONS), Optional.empty()),
                    new NewTopic(OUT, Optional.of(TopicCatalogue.PARTITIONS), Optional.empty())))
            .all()
            .get();
      } catch (ExecutionException e) {
        throw new RowFailedException("Topics could not be made: " + e.getCause(), e);
      }
    }

    @Override
    public Sample ours() throws InterruptedException {
      system.processor().close();
      try (TopicReader input = reader(TopicCatalogue.EVENTS.topicName());
          TopicReader history = reader(TopicCatalogue.HISTORY.topicName());
          KafkaProducer<byte[], byte[]> copy = copier()) {
        try (Feed feed = new Feed(system, Duration.ofMillis(5))) {
          feed.publish(partners, each);
        }
        // For the baseline, which gets the same bytes; not part of what is measured.
        input.read(
            count(),
            record -> true,
            record -> {
              var _ =
                  copy.send(
                      new ProducerRecord<>(IN, record.partition(), record.key(), record.value()));
            });
        copy.flush();
        system.processor().begin();
        double rate =
            history
                .read(count(), record -> HistoryKeys.sequence(record.key()) > 0, record -> {})
                .perSecond();
        system.processor().awaitReady();
        return Sample.of(rate);
      }
    }

    @Override
    public Sample baseline() {
      system.processor().close();
      try (TopicReader out = reader(OUT)) {
        ChildJvm app =
            Jvm.start(
                BareStreams.class,
                List.of(
                    system.bootstrapServers(), stage.resolve("bare-streams").toString(), IN, OUT),
                stage.resolve("logs").resolve("BareStreams.log"));
        try {
          return Sample.of(out.read(count(), record -> true, record -> {}).perSecond());
        } finally {
          app.stop(STOP_WITHIN);
        }
      }
    }

    private long count() {
      return (long) partners.size() * each;
    }

    private TopicReader reader(String topic) {
      return new TopicReader(system.bootstrapServers(), topic);
    }

    private KafkaProducer<byte[], byte[]> copier() {
      return new KafkaProducer<>(
          Map.of("bootstrap.servers", system.bootstrapServers(), "linger.ms", 5),
          new ByteArraySerializer(),
          new ByteArraySerializer());
    }

    @Override
    public void close() {
      // The next row that needs the services starts them.
    }
  }
}
