package io.orderwire.processor.history.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderwire.avro.HistoryEntry;
import io.orderwire.avro.HistoryKey;
import io.orderwire.avro.OrderEvent;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.serde.AvroDeserializer;
import io.orderwire.testkit.TestKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One history on a real broker, of a processor that is stopped and started again and again. */
final class StartCheckIT {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final String GROUP = "start-check";
  private static final String PARTNER = Input.partner(0);
  private static final int SOME = 20;
  private static final TopicPartition INPUT =
      new TopicPartition(TopicCatalogue.EVENTS.topicName(), Input.PARTITION);
  private static final MemoryRegistry REGISTRY = new MemoryRegistry();

  private static TestKafka kafka;
  private static Admin admin;

  /** How many events were sent in all; they are numbered. */
  private static int sent;

  @TempDir static Path directory;

  @BeforeAll
  static void first() throws Exception {
    kafka = TestKafka.start();
    admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    try (Sequencing _ = started()) {
      send();
      awaitAll();
    }
  }

  @AfterAll
  static void last() {
    admin.close();
    kafka.close();
  }

  /** What may happen to a group's offsets while nobody runs. */
  enum Mishap {
    /** They expired, or the group was deleted. */
    GONE {
      @Override
      void happen() throws Exception {
        admin.deleteConsumerGroups(List.of(GROUP)).all().get();
      }
    },
    /** They were reset to the end of the input, beyond what nobody has sequenced. */
    AT_THE_END {
      @Override
      void happen() throws Exception {
        reset(
            admin
                .listOffsets(Map.of(INPUT, OffsetSpec.latest()))
                .partitionResult(INPUT)
                .get()
                .offset());
      }
    },
    /** They were reset to the beginning. */
    AT_THE_BEGINNING {
      @Override
      void happen() throws Exception {
        reset(0);
      }
    };

    abstract void happen() throws Exception;

    private static void reset(long offset) throws Exception {
      admin
          .alterConsumerGroupOffsets(GROUP, Map.of(INPUT, new OffsetAndMetadata(offset)))
          .all()
          .get();
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothing_is_lost_or_sequenced_twice_whatever_offsets_the_group_has(Mishap mishap)
      throws Exception {
    send();
    mishap.happen();
    try (Sequencing _ = started()) {
      awaitAll();
      send();
      awaitAll();
    }
  }

  /** What may happen to the state while nobody runs. */
  enum Damage {
    DELETED {
      @Override
      void happen(Path file) throws IOException {
        Files.delete(file);
      }
    },
    CUT {
      @Override
      void happen(Path file) throws IOException {
        change(file, bytes -> Arrays.copyOf(bytes, bytes.length / 2));
      }
    },
    FLIPPED {
      @Override
      void happen(Path file) throws IOException {
        change(
            file,
            bytes -> {
              bytes[bytes.length / 3] ^= 1;
              return bytes;
            });
      }
    };

    abstract void happen(Path file) throws IOException;

    private static void change(Path file, UnaryOperator<byte[]> change) throws IOException {
      Files.write(file, change.apply(Files.readAllBytes(file)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_damaged_state_is_made_anew_and_ids_are_known_as_before(Damage damage) throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.walk(directory)) {
      files =
          all.filter(file -> file.toString().endsWith(".sst") || file.endsWith(".checkpoint"))
              .toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      damage.happen(file);
    }
    send();
    try (Sequencing _ = started()) {
      again();
      send();
      awaitAll();
    }
  }

  @Test
  void a_program_with_other_rules_starts_only_when_all_is_drained_and_nobody_runs()
      throws Exception {
    try (Sequencing _ = started()) {
      send();
      awaitAll();
      assertThatThrownBy(() -> otherRules())
          .isInstanceOf(RefusedToStartException.class)
          .hasMessageContaining("members of group " + GROUP);
    }
    send();
    assertThatThrownBy(() -> otherRules())
        .isInstanceOf(RefusedToStartException.class)
        .hasMessageContaining("Run the former version until its input is drained");
    try (Sequencing _ = started()) {
      awaitAll();
    }
    assertThat(otherRules().drainedEnds()).containsKey(Input.PARTITION);
  }

  private static InputGuard otherRules() throws ExecutionException, InterruptedException {
    Uuid id =
        requireNonNull(
                admin
                    .describeTopics(List.of(INPUT.topic()))
                    .allTopicNames()
                    .get()
                    .get(INPUT.topic()))
            .topicId();
    return new StartCheck(admin, () -> reader(), GROUP, new RulesVersion(1_000, 1_000))
        .guard(new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits()), null);
  }

  private static Sequencing started() {
    Sequencing sequencing =
        new Sequencing(
            new SequencingSettings(
                kafka.bootstrapServers(),
                Map.of(),
                GROUP,
                directory,
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

  private static void send() throws ExecutionException, InterruptedException {
    int from = sent + 1;
    sent += SOME;
    send(from, sent);
  }

  /** Sends again what was sent before. */
  private static void again() throws ExecutionException, InterruptedException {
    send(1, sent);
  }

  private static void send(int from, int to) throws ExecutionException, InterruptedException {
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
                        INPUT.topic(),
                        INPUT.partition(),
                        PARTNER.getBytes(UTF_8),
                        input.bytes(Input.cancelled(PARTNER, n, "n " + n))))
                .get();
      }
    }
  }

  /** The history is all that was sent, once and in order. */
  private static void awaitAll() {
    List<String> expected = IntStream.rangeClosed(1, sent).mapToObj(n -> n + " ord-" + n).toList();
    await().atMost(LONG).untilAsserted(() -> assertThat(history()).isEqualTo(expected));
  }

  private static List<String> history() {
    AvroDeserializer<HistoryKey> keys = AvroDeserializer.specific(HistoryKey.class, REGISTRY);
    AvroDeserializer<HistoryEntry> entries =
        AvroDeserializer.specific(HistoryEntry.class, REGISTRY);
    List<String> items = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = reader()) {
      TopicPartition source =
          new TopicPartition(TopicCatalogue.HISTORY.topicName(), Input.PARTITION);
      consumer.assign(List.of(source));
      consumer.seekToBeginning(List.of(source));
      long end = consumer.endOffsets(List.of(source)).getOrDefault(source, 0L);
      while (consumer.position(source) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          HistoryKey key = requireNonNull(keys.deserialize(source.topic(), record.key()));
          if (requireNonNull(entries.deserialize(source.topic(), record.value())).getContent()
              instanceof OrderEvent event) {
            items.add(key.getSequence() + " " + event.getOrderId());
          }
        }
      }
    }
    return items;
  }

  private static KafkaConsumer<byte[], byte[]> reader() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
