package io.orderwire.processor.history.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderwire.avro.HistoryKey;
import io.orderwire.schemas.ForeignCopyException;
import io.orderwire.schemas.MovedTopicsException;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.Topics;
import io.orderwire.schemas.serde.AvroDeserializer;
import io.orderwire.testkit.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A processor that finds less than there should be, or what belongs to another cluster. It goes on
 * where the histories end, or it refuses to start; it never begins them anew.
 */
final class StartWithoutStateIT {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final String GROUP = "without-state";
  private static final String PARTNER = Input.partner(0);
  private static final MemoryRegistry REGISTRY = new MemoryRegistry();

  @TempDir private Path directory;

  @Test
  void without_local_state_it_goes_on_from_the_changelogs() throws Exception {
    try (TestKafka kafka = TestKafka.start()) {
      try (Sequencing _ = started(kafka, "one")) {
        send(kafka, 1, 20);
        awaitHistory(kafka, 20);
      }
      try (Sequencing _ = started(kafka, "two")) {
        send(kafka, 1, 25);
        awaitHistory(kafka, 25);
      }
    }
  }

  @Test
  void a_history_without_changelogs_is_refused_whether_or_not_there_are_offsets() throws Exception {
    try (TestKafka kafka = TestKafka.start();
        Admin admin = admin(kafka)) {
      try (Sequencing _ = started(kafka, "one")) {
        send(kafka, 1, 20);
        awaitHistory(kafka, 20);
      }
      List<String> changelogs =
          admin.listTopics().names().get().stream()
              .filter(name -> name.endsWith("-changelog"))
              .toList();
      assertThat(changelogs).isNotEmpty();
      admin.deleteTopics(changelogs).all().get();
      assertThatThrownBy(() -> started(kafka, "two"))
          .isInstanceOf(RefusedToStartException.class)
          .hasMessageContaining("has a history, but there is no state of it");
      admin.deleteConsumerGroups(List.of(GROUP)).all().get();
      assertThatThrownBy(() -> started(kafka, "two"))
          .isInstanceOf(RefusedToStartException.class)
          .hasMessageContaining("has a history, but there is no state of it");
      awaitHistory(kafka, 20);
    }
  }

  @Test
  void what_an_aborted_transaction_left_is_no_history() throws Exception {
    try (TestKafka kafka = TestKafka.start();
        Admin admin = admin(kafka)) {
      Topics.ensure(admin, List.of(TopicCatalogue.HISTORY), Topics.BROKER_DEFAULT);
      try (KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "aborts"),
              new ByteArraySerializer(),
              new ByteArraySerializer())) {
        producer.initTransactions();
        producer.beginTransaction();
        var _ =
            producer
                .send(
                    new ProducerRecord<>(
                        TopicCatalogue.HISTORY.topicName(),
                        Input.PARTITION,
                        new byte[] {1},
                        new byte[] {1}))
                .get();
        producer.abortTransaction();
      }
      try (Sequencing _ = started(kafka, "one")) {
        send(kafka, 1, 5);
        awaitHistory(kafka, 5);
      }
    }
  }

  @Test
  void state_of_another_cluster_is_refused_where_there_is_no_history_and_set_aside_where_there_is()
      throws Exception {
    try (TestKafka first = TestKafka.start();
        TestKafka second = TestKafka.start()) {
      try (Sequencing _ = started(first, "one")) {
        send(first, 1, 20);
        awaitHistory(first, 20);
      }
      assertThatThrownBy(() -> started(second, "one"))
          .isInstanceOf(ForeignCopyException.class)
          .hasMessageContaining("where no history is");
      try (Sequencing _ = started(second, "two")) {
        send(second, 101, 140);
        awaitHistory(second, 40);
      }
      try (Sequencing _ = started(second, "one")) {
        send(second, 101, 141);
        awaitHistory(second, 41);
      }
      assertThat(directory.resolve("one").resolve(GROUP + ".former")).isDirectory();
    }
  }

  @Test
  void topics_that_a_move_has_not_ended_with_or_has_left_are_refused() throws Exception {
    try (TestKafka kafka = TestKafka.start();
        Admin admin = admin(kafka)) {
      for (String topic : List.of("orders.moving.v1", "orders.moved.v1")) {
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        await().atMost(LONG).until(() -> admin.listTopics().names().get().contains(topic));
        assertThatThrownBy(() -> started(kafka, "one"))
            .isInstanceOf(MovedTopicsException.class)
            .hasMessageContaining(topic);
        admin.deleteTopics(List.of(topic)).all().get();
        await().atMost(LONG).until(() -> !admin.listTopics().names().get().contains(topic));
      }
      try (Sequencing sequencing = started(kafka, "one")) {
        assertThat(sequencing.phase()).isNotEqualTo(Sequencing.Phase.FAILED);
      }
    }
  }

  private static Admin admin(TestKafka kafka) {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  private Sequencing started(TestKafka kafka, String state) {
    Sequencing sequencing =
        new Sequencing(
            new SequencingSettings(
                kafka.bootstrapServers(),
                Map.of(),
                GROUP,
                directory.resolve(state),
                (short) 1,
                1,
                Duration.ofMillis(200),
                Duration.ZERO,
                Duration.ofSeconds(6),
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                Duration.ofSeconds(5),
                null),
            REGISTRY,
            InstantSource.system(),
            duration -> true,
            new NoTally(),
            new SimpleMeterRegistry(),
            () -> {});
    sequencing.start();
    return sequencing;
  }

  private static void send(TestKafka kafka, int from, int to)
      throws ExecutionException, InterruptedException {
    Input input = new Input(REGISTRY);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int n = from; n <= to; n++) {
        var _ =
            producer
                .send(
                    new ProducerRecord<>(
                        TopicCatalogue.EVENTS.topicName(),
                        Input.PARTITION,
                        PARTNER.getBytes(UTF_8),
                        input.bytes(Input.cancelled(PARTNER, n, "n " + n))))
                .get();
      }
    }
  }

  private static void awaitHistory(TestKafka kafka, int count) {
    List<Long> expected = LongStream.rangeClosed(1, count).boxed().toList();
    await().atMost(LONG).untilAsserted(() -> assertThat(sequences(kafka)).isEqualTo(expected));
  }

  private static List<Long> sequences(TestKafka kafka) {
    AvroDeserializer<HistoryKey> keys = AvroDeserializer.specific(HistoryKey.class, REGISTRY);
    List<Long> sequences = new ArrayList<>();
    TopicPartition source = new TopicPartition(TopicCatalogue.HISTORY.topicName(), Input.PARTITION);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(source));
      consumer.seekToBeginning(List.of(source));
      long end = consumer.endOffsets(List.of(source)).getOrDefault(source, 0L);
      while (consumer.position(source) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          HistoryKey key = requireNonNull(keys.deserialize(source.topic(), record.key()));
          if (key.getSequence() > 0) {
            sequences.add(key.getSequence());
          }
        }
      }
    }
    return sequences;
  }
}
