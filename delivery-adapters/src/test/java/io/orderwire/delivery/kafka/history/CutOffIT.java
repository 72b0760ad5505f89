package io.orderwire.delivery.kafka.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.delivery.history.History.Readiness;
import io.orderwire.embedded.EmbeddedBroker;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance whose broker does not answer for a while. */
final class CutOffIT {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String PARTNER = "acme";
  private static final Entries ENTRIES = new Entries(new MemoryRegistry());

  @TempDir private Path directory;

  @Test
  void an_instance_that_is_cut_off_serves_what_it_has_and_knows_that_it_may_lag() throws Exception {
    try (EmbeddedBroker broker =
        EmbeddedBroker.builder().dataDir(directory.resolve("kafka")).build().start()) {
      send(broker.bootstrapServers(), 1, 3);
      try (RunningHistory instance =
          new RunningHistory(
                  broker.bootstrapServers(), directory.resolve("history"), "cut-off", ENTRIES)
              .ready()) {
        KafkaHistory history = instance.history();
        assertThat(history.mayLag(PARTNER)).isFalse();
        signal("STOP", broker.pid());
        try {
          assertThat(history.mayLag(PARTNER)).isTrue();
          assertThat(history.readiness(PARTNER)).isEqualTo(new Readiness.Ready());
          assertThat(history.readAfter(PARTNER, 0, 9)).hasSize(3);
        } finally {
          signal("CONT", broker.pid());
        }
        await().atMost(LONG).until(() -> !history.mayLag(PARTNER));
        send(broker.bootstrapServers(), 4, 5);
        assertThat(history.mayLag(PARTNER)).isFalse();
        assertThat(instance.newest(PARTNER)).isEqualTo(5);
      }
    }
  }

  private static void send(String bootstrapServers, long from, long to) {
    Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers);
    try (Admin admin = Admin.create(client)) {
      Topics.ensure(admin, List.of(TopicCatalogue.HISTORY), Topics.BROKER_DEFAULT);
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (long sequence = from; sequence <= to; sequence++) {
        Entries.Entry entry = ENTRIES.event(PARTNER, 0, sequence);
        var _ =
            producer.send(
                new ProducerRecord<>(
                    TopicCatalogue.HISTORY.topicName(),
                    PartnerPartitioner.partitionOf(PARTNER, TopicCatalogue.HISTORY.partitions()),
                    entry.key(),
                    entry.value()));
      }
      producer.flush();
    }
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor())
        .isZero();
  }
}
