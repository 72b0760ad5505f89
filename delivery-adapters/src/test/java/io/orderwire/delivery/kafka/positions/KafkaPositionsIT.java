package io.orderwire.delivery.kafka.positions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.avro.DeliveryPosition;
import io.orderwire.avro.SubscriptionKey;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.kafka.positions.KafkaPositions.PositionSerdes;
import io.orderwire.delivery.subscription.Positions;
import io.orderwire.delivery.subscription.Positions.Outcome;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.Topic;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.Topics;
import io.orderwire.schemas.registry.CachingRegistryClient;
import io.orderwire.schemas.registry.HttpRegistryClient;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.registry.RegistrySettings;
import io.orderwire.schemas.serde.AvroSerde;
import io.orderwire.testkit.StubRegistry;
import io.orderwire.testkit.TestKafka;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a real broker; each test has a partner of its own, since they share the topic. */
final class KafkaPositionsIT {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Topic TOPIC = TopicCatalogue.POSITIONS;
  private static String bootstrapServers;
  private static StubRegistry stub;
  private static RegistryClient registry;
  private static Admin admin;

  private final String partner = "p" + UUID.randomUUID();
  private final int partition = PartnerPartitioner.partitionOf(partner, TOPIC.partitions());

  @BeforeAll
  static void topics() {
    bootstrapServers = TestKafka.shared().bootstrapServers();
    stub = StubRegistry.start();
    registry = new CachingRegistryClient(new HttpRegistryClient(RegistrySettings.of(stub.url())));
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    Topics.ensure(admin, List.of(TOPIC), Topics.BROKER_DEFAULT);
  }

  @AfterAll
  static void end() {
    admin.close();
    registry.close();
    stub.close();
  }

  private static KafkaPositions open(AtomicBoolean owner) {
    KafkaPositions positions =
        new KafkaPositions(
            new KafkaConsumer<>(
                Map.of(
                    "bootstrap.servers", bootstrapServers,
                    "isolation.level", "read_committed",
                    "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer()),
            _ -> owner.get(),
            number ->
                new KafkaProducer<>(
                    Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "transactional.id",
                        "adapters-" + number,
                        "transaction.timeout.ms",
                        "10000"),
                    new ByteArraySerializer(),
                    new ByteArraySerializer()),
            KafkaPositionsIT::end,
            new PositionSerdes(
                AvroSerde.specific(SubscriptionKey.class, registry, TOPIC.keyOptions()),
                AvroSerde.specific(DeliveryPosition.class, registry, TOPIC.valueOptions())),
            () -> Instant.parse("2026-11-24T06:00:00Z"),
            Duration.ofSeconds(30),
            Thread.ofPlatform().daemon().factory());
    positions.start();
    await().atMost(LONG).until(positions::isCaughtUp);
    return positions;
  }

  private static long end(int number) {
    TopicPartition of = new TopicPartition(TOPIC.topicName(), number);
    try {
      return admin
          .listOffsets(
              Map.of(of, OffsetSpec.latest()),
              new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
          .partitionResult(of)
          .get()
          .offset();
    } catch (Exception e) {
      throw new KafkaException(e);
    }
  }

  private Outcome advance(Positions positions, int epoch, long sequence) throws Exception {
    return positions.advance(partner, Positions.POLLING, new Position(epoch, sequence));
  }

  private static Outcome at(int epoch, long sequence) {
    return new Outcome.Advanced(new Position(epoch, sequence));
  }

  @Test
  void a_position_goes_forward_only_and_survives_a_restart() throws Exception {
    try (KafkaPositions positions = open(new AtomicBoolean(true))) {
      assertThat(positions.of(partner)).isEmpty();
      assertThat(advance(positions, 0, 7)).isEqualTo(at(0, 7));
      assertThat(advance(positions, 0, 5)).isEqualTo(at(0, 7));
      assertThat(advance(positions, 1, 3)).isEqualTo(at(1, 3));
      assertThat(advance(positions, 0, 9)).isEqualTo(at(1, 3));
    }
    try (KafkaPositions again = open(new AtomicBoolean(true))) {
      assertThat(again.find(partner, Positions.POLLING).orElseThrow().position())
          .isEqualTo(new Position(1, 3));
      assertThat(advance(again, 1, 4)).isEqualTo(at(1, 4));
    }
  }

  @Test
  void who_does_not_own_the_partition_writes_nothing() throws Exception {
    try (KafkaPositions positions = open(new AtomicBoolean(false))) {
      assertThat(advance(positions, 0, 7)).isEqualTo(new Outcome.NotOwner());
      assertThat(positions.of(partner)).isEmpty();
    }
  }

  @Test
  void a_new_owner_fences_the_one_before_and_never_goes_back_behind_it() throws Exception {
    try (KafkaPositions before = open(new AtomicBoolean(true));
        KafkaPositions after = open(new AtomicBoolean(true))) {
      assertThat(advance(before, 0, 7)).isEqualTo(at(0, 7));
      assertThat(advance(after, 0, 5)).isEqualTo(at(0, 7));
      assertThat(advance(after, 0, 8)).isEqualTo(at(0, 8));
      assertThat(advance(before, 0, 9)).isEqualTo(new Outcome.NotOwner());
      assertThat(after.find(partner, Positions.POLLING).orElseThrow().position())
          .isEqualTo(new Position(0, 8));
    }
  }

  @Test
  void many_at_once_end_at_the_furthest() throws Exception {
    try (KafkaPositions positions = open(new AtomicBoolean(true));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome>> outcomes = new ArrayList<>();
      for (int sequence = 1; sequence <= 200; sequence++) {
        int asked = sequence;
        outcomes.add(threads.submit(() -> advance(positions, 0, asked)));
      }
      for (int sequence = 1; sequence <= 200; sequence++) {
        Outcome outcome = outcomes.get(sequence - 1).get();
        assertThat(outcome).isInstanceOf(Outcome.Advanced.class);
        assertThat(((Outcome.Advanced) outcome).position().sequence())
            .isGreaterThanOrEqualTo(sequence);
      }
      assertThat(positions.find(partner, Positions.POLLING).orElseThrow().position())
          .isEqualTo(new Position(0, 200));
    }
  }

  @Test
  void a_malformed_record_is_counted_and_passed_over() throws Exception {
    try (KafkaProducer<byte[], byte[]> foreign =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      foreign
          .send(new ProducerRecord<>(TOPIC.topicName(), partition, new byte[] {9}, new byte[] {9}))
          .get();
    }
    try (KafkaPositions positions = open(new AtomicBoolean(true))) {
      assertThat(positions.malformed()).isPositive();
      assertThat(advance(positions, 0, 1)).isEqualTo(at(0, 1));
    }
  }
}
