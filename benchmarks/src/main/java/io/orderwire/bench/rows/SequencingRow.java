package io.orderwire.bench.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.bench.suite.Metric;
import io.orderwire.bench.suite.Row;
import io.orderwire.bench.suite.Sample;
import io.orderwire.bench.system.Stage;
import io.orderwire.processes.LocalSystem;
import io.orderwire.schemas.TopicCatalogue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sequencing: events that wait in the input go through the processor, which is started for each
 * round. Beside it, a bare Kafka Streams app does the same records. Adapters do not run meanwhile.
 * The first third of the records is for the programs to get warm; the rest is what counts.
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
    private static final int PARTNERS = 1_000;
    private static final int WARMING = 3;

    private final LocalSystem system;
    private final BareApp bare;
    private final List<String> partners = new ArrayList<>();
    private final byte[] prefix;
    private final int each;

    Backlogs(Stage stage) throws IOException, InterruptedException {
      system = stage.system();
      each = stage.size(1_500, 150);
      String name = stage.newName("sequencing") + "-";
      prefix = name.getBytes(UTF_8);
      for (int n = 0; n < PARTNERS; n++) {
        partners.add(name + n);
      }
      system.adapter().close();
      Backlog.awaitDone(system); // of the rows before this one
      bare = new BareApp(stage, system.bootstrapServers(), "bench.sequencing");
    }

    @Override
    public Sample ours() throws InterruptedException {
      system.processor().close();
      try (TopicReader input = reader(TopicCatalogue.EVENTS.topicName());
          TopicReader history = reader(TopicCatalogue.HISTORY.topicName());
          KafkaProducer<byte[], byte[]> copy = bare.producer()) {
        try (Feed feed = new Feed(system, Duration.ofMillis(5))) {
          feed.publish(partners, each);
        }
        // For the baseline, which gets the same bytes; not part of what is measured.
        input.read(
            count(),
            0,
            record -> true,
            record -> {
              var _ =
                  copy.send(
                      new ProducerRecord<>(
                          bare.input(), record.partition(), record.key(), record.value()));
            });
        copy.flush();
        system.processor().begin();
        double rate = history.read(count(), warming(), this::isOurs, record -> {}).perSecond();
        system.processor().awaitReady();
        return Sample.of(rate);
      }
    }

    @Override
    public Sample baseline() {
      system.processor().close();
      try (TopicReader out = bare.reader()) {
        bare.start();
        return Sample.of(out.read(count(), warming(), record -> true, record -> {}).perSecond());
      } finally {
        bare.close();
      }
    }

    /** An item of this row: no header, and none of a partner of another row. */
    private boolean isOurs(ConsumerRecord<byte[], byte[]> record) {
      return HistoryKeys.sequence(record.key()) > 0
          && HistoryKeys.partnerBeginsWith(record.key(), prefix);
    }

    private long warming() {
      return count() / WARMING;
    }

    private long count() {
      return (long) partners.size() * each;
    }

    private TopicReader reader(String topic) {
      return new TopicReader(system.bootstrapServers(), topic);
    }

    @Override
    public void close() {
      // The next row that needs the services starts them.
    }
  }
}
