package io.orderwire.delivery.kafka.positions;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.kafka.OpenStores;
import io.orderwire.delivery.kafka.SharedRegistry;
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
import io.orderwire.testkit.TestKafka;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a real broker; each test has a partner of its own, since they share the topic. */
final class KafkaPositionsIT {
  private static final Topic TOPIC = TopicCatalogue.POSITIONS;
  private static String bootstrapServers;
  private static RegistryClient registry;
  private static Admin admin;

  private final String partner = "p" + UUID.randomUUID();
  private final int partition = PartnerPartitioner.partitionOf(partner, TOPIC.partitions());

  @BeforeAll
  static void topics() {
    bootstrapServers = TestKafka.shared().bootstrapServers();
    registry =
        new CachingRegistryClient(
            new HttpRegistryClient(RegistrySettings.of(SharedRegistry.url())));
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    Topics.ensure(admin, List.of(TOPIC, TopicCatalogue.WEBHOOK_ENDPOINTS), Topics.BROKER_DEFAULT);
  }

  @AfterAll
  static void end() {
    admin.close();
    registry.close();
  }

  private static OpenStores open(boolean owner) {
    return new OpenStores(bootstrapServers, registry, admin, () -> owner);
  }

  private Outcome advance(OpenStores stores, int epoch, long sequence) throws Exception {
    return stores.positions().advance(partner, Positions.POLLING, new Position(epoch, sequence));
  }

  private static Outcome at(int epoch, long sequence) {
    return new Outcome.Advanced(new Position(epoch, sequence));
  }

  @Test
  void a_position_goes_forward_only_and_survives_a_restart() throws Exception {
    try (OpenStores positions = open(true)) {
      assertThat(positions.positions().of(partner)).isEmpty();
      assertThat(advance(positions, 0, 7)).isEqualTo(at(0, 7));
      assertThat(advance(positions, 0, 5)).isEqualTo(at(0, 7));
      assertThat(advance(positions, 1, 3)).isEqualTo(at(1, 3));
      assertThat(advance(positions, 0, 9)).isEqualTo(at(1, 3));
    }
    try (OpenStores again = open(true)) {
      assertThat(again.positions().find(partner, Positions.POLLING).orElseThrow().position())
          .isEqualTo(new Position(1, 3));
      assertThat(advance(again, 1, 4)).isEqualTo(at(1, 4));
    }
  }

  @Test
  void who_does_not_own_the_partition_writes_nothing() throws Exception {
    try (OpenStores positions = open(false)) {
      assertThat(advance(positions, 0, 7)).isEqualTo(new Outcome.NotOwner());
      assertThat(positions.positions().of(partner)).isEmpty();
    }
  }

  @Test
  void a_new_owner_fences_the_one_before_and_never_goes_back_behind_it() throws Exception {
    try (OpenStores before = open(true);
        OpenStores after = open(true)) {
      assertThat(advance(before, 0, 7)).isEqualTo(at(0, 7));
      assertThat(advance(after, 0, 5)).isEqualTo(at(0, 7));
      assertThat(advance(after, 0, 8)).isEqualTo(at(0, 8));
      assertThat(advance(before, 0, 9)).isEqualTo(new Outcome.NotOwner());
      assertThat(after.positions().find(partner, Positions.POLLING).orElseThrow().position())
          .isEqualTo(new Position(0, 8));
    }
  }

  @Test
  void many_at_once_end_at_the_furthest() throws Exception {
    try (OpenStores positions = open(true);
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
      assertThat(positions.positions().find(partner, Positions.POLLING).orElseThrow().position())
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
    try (OpenStores positions = open(true)) {
      assertThat(positions.positions().malformed()).isPositive();
      assertThat(advance(positions, 0, 1)).isEqualTo(at(0, 1));
    }
  }
}
