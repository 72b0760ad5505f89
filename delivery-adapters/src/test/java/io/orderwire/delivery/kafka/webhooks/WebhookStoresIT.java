package io.orderwire.delivery.kafka.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.avro.DeliveryAttempt;
import io.orderwire.delivery.audit.Authors;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.kafka.AuditEntries;
import io.orderwire.delivery.kafka.OpenStores;
import io.orderwire.delivery.kafka.SharedRegistry;
import io.orderwire.delivery.partner.Belongings;
import io.orderwire.delivery.subscription.Positions;
import io.orderwire.delivery.subscription.Progress;
import io.orderwire.delivery.subscription.Progress.Parked;
import io.orderwire.delivery.subscription.Progress.Range;
import io.orderwire.delivery.subscription.Progress.Retry;
import io.orderwire.delivery.subscription.ProgressStore;
import io.orderwire.delivery.webhook.Attempt;
import io.orderwire.delivery.webhook.AttemptLog.Page;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.Endpoints.Written;
import io.orderwire.delivery.webhook.Outcome;
import io.orderwire.delivery.webhook.Status;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.Topic;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.Topics;
import io.orderwire.schemas.registry.CachingRegistryClient;
import io.orderwire.schemas.registry.HttpRegistryClient;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.registry.RegistrySettings;
import io.orderwire.schemas.serde.AvroSerde;
import io.orderwire.testkit.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a real broker; each test has a partner of its own, since they share the topics. */
final class WebhookStoresIT {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String SUBSCRIPTION = "we_1";
  private static final Progress PROGRESS =
      new Progress(
          new Position(1, 10),
          new Position(1, 9),
          List.of(new Range(12, 14), new Range(16, 16)),
          List.of(
              new Retry(11, 11, 2, Samples.NOW.plusSeconds(5), Samples.NOW),
              new Retry(15, 15, 1, Samples.NOW.plusSeconds(6), Samples.NOW.plusMillis(1))),
          List.of(new Parked(new Position(0, 3), 9, Samples.NOW.minusSeconds(7))));
  private static String bootstrapServers;
  private static RegistryClient registry;
  private static Admin admin;

  private final String partner = "p" + UUID.randomUUID();

  @BeforeAll
  static void topics() {
    bootstrapServers = TestKafka.shared().bootstrapServers();
    registry =
        new CachingRegistryClient(
            new HttpRegistryClient(RegistrySettings.of(SharedRegistry.url())));
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    Topics.ensure(
        admin,
        List.of(
            TopicCatalogue.POSITIONS,
            TopicCatalogue.WEBHOOK_ENDPOINTS,
            TopicCatalogue.ATTEMPTS,
            TopicCatalogue.AUDIT),
        Topics.BROKER_DEFAULT);
  }

  @AfterAll
  static void end() {
    admin.close();
    registry.close();
  }

  private static OpenStores open() {
    return new OpenStores(bootstrapServers, registry, admin, () -> true);
  }

  @Test
  void an_endpoint_survives_a_restart_with_every_field() throws Exception {
    Endpoint endpoint = Samples.full(partner, "we_1");
    try (OpenStores stores = open()) {
      assertThat(stores.endpoints().save(endpoint, Samples.CAUSE)).isEqualTo(new Written.Stored());
      assertThat(stores.endpoints().find(partner, "we_1")).isPresent();
    }
    try (OpenStores again = open()) {
      Endpoint found = again.endpoints().find(partner, "we_1").orElseThrow();
      assertThat(found).usingRecursiveComparison().isEqualTo(endpoint);
      assertThat(again.endpoints().all()).contains(found);
    }
  }

  @Test
  void only_the_version_after_the_stored_one_is_stored() throws Exception {
    try (OpenStores stores = open()) {
      Endpoint first = Samples.plain(partner, "we_1");
      Endpoint second = first.with(Status.of(Status.State.PAUSED, Samples.NOW), Samples.NOW);
      assertThat(stores.endpoints().save(second, Samples.CAUSE)).isEqualTo(new Written.Outdated());
      assertThat(stores.endpoints().save(first, Samples.CAUSE)).isEqualTo(new Written.Stored());
      assertThat(stores.endpoints().save(first, Samples.CAUSE)).isEqualTo(new Written.Outdated());
      assertThat(stores.endpoints().save(second, Samples.CAUSE)).isEqualTo(new Written.Stored());
      assertThat(stores.endpoints().save(second, Samples.CAUSE)).isEqualTo(new Written.Outdated());
      assertThat(stores.endpoints().remove(first, Samples.CAUSE)).isEqualTo(new Written.Outdated());
      assertThat(stores.endpoints().of(partner)).containsExactly(second);
      assertThat(stores.endpoints().confirm(first)).isEqualTo(new Written.Outdated());
      assertThat(stores.endpoints().confirm(second)).isEqualTo(new Written.Stored());
      assertThat(stores.endpoints().remove(second, Samples.CAUSE)).isEqualTo(new Written.Stored());
      assertThat(stores.endpoints().of(partner)).isEmpty();
    }
  }

  @Test
  void a_partner_has_at_most_twenty_endpoints() throws Exception {
    try (OpenStores stores = open()) {
      for (int number = 1; number <= Endpoint.MOST_OF_A_PARTNER; number++) {
        assertThat(stores.endpoints().save(Samples.plain(partner, "we_" + number), Samples.CAUSE))
            .isEqualTo(new Written.Stored());
      }
      assertThat(stores.endpoints().save(Samples.plain(partner, "we_21"), Samples.CAUSE))
          .isEqualTo(new Written.TooMany());
    }
  }

  @Test
  void a_change_is_told_wherever_it_is_read_and_malformed_records_are_passed_over()
      throws Exception {
    try (OpenStores writing = open();
        OpenStores reading = open()) {
      List<String> changes = new CopyOnWriteArrayList<>();
      reading.endpoints().onChange((of, id) -> changes.add(of + " " + id));
      long before = reading.endpoints().malformed();
      writeMalformed(TopicCatalogue.WEBHOOK_ENDPOINTS.topicName());
      assertThat(writing.endpoints().save(Samples.plain(partner, "we_1"), Samples.CAUSE))
          .isEqualTo(new Written.Stored());

      await().atMost(LONG).until(() -> changes.contains(partner + " we_1"));
      assertThat(reading.endpoints().find(partner, "we_1")).isPresent();
      assertThat(reading.endpoints().malformed()).isGreaterThan(before);
    }
  }

  @Test
  void progress_survives_a_restart_with_every_field() throws Exception {
    try (OpenStores stores = open()) {
      assertThat(found(stores)).isEqualTo(Optional.empty());
      assertThat(store(stores, Optional.empty(), PROGRESS))
          .isEqualTo(new ProgressStore.Written.Stored());
    }
    try (OpenStores again = open()) {
      assertThat(found(again)).isEqualTo(Optional.of(PROGRESS));
      assertThat(again.positions().find(partner, SUBSCRIPTION).orElseThrow().position())
          .isEqualTo(PROGRESS.position());
      assertThat(store(again, Optional.of(PROGRESS), Progress.at(Position.START)))
          .isEqualTo(new ProgressStore.Written.Stored());
      assertThat(again.positions().remove(partner, SUBSCRIPTION))
          .isEqualTo(new ProgressStore.Written.Stored());
      assertThat(found(again)).isEqualTo(Optional.empty());
    }
  }

  @Test
  void progress_is_carried_over_when_the_position_advances() throws Exception {
    try (OpenStores stores = open()) {
      assertThat(store(stores, Optional.empty(), PROGRESS))
          .isEqualTo(new ProgressStore.Written.Stored());
      assertThat(stores.positions().advance(partner, SUBSCRIPTION, new Position(1, 12)))
          .isEqualTo(new Positions.Outcome.Advanced(new Position(1, 12)));
      assertThat(found(stores))
          .isEqualTo(
              Optional.of(
                  new Progress(
                      new Position(1, 12),
                      PROGRESS.previous(),
                      List.of(new Range(13, 14), new Range(16, 16)),
                      PROGRESS.retries().subList(1, 2),
                      PROGRESS.parked())));
    }
  }

  @Test
  void all_of_a_removed_partner_goes_in_one_and_each_topic_gets_a_record_each_time()
      throws Exception {
    try (OpenStores stores = open()) {
      stores.endpoints().save(Samples.full(partner, "we_1"), Samples.CAUSE);
      stores.endpoints().save(Samples.plain(partner, "we_2"), Samples.CAUSE);
      stores.positions().advance(partner, Positions.POLLING, new Position(0, 3));
      assertThat(store(stores, Optional.empty(), PROGRESS))
          .isEqualTo(new ProgressStore.Written.Stored());

      assertThat(stores.belongings().removeAll(partner, Authors.OPERATOR))
          .isEqualTo(new Belongings.Removed.Done());

      assertThat(stores.endpoints().of(partner)).isEmpty();
      assertThat(stores.positions().of(partner)).isEmpty();
      List<Long> ends = ends();
      stores.belongings().removeAll(partner, Authors.OPERATOR);
      assertThat(ends())
          .satisfiesExactly(
              positions -> assertThat(positions).isGreaterThan(ends.get(0)),
              endpoints -> assertThat(endpoints).isGreaterThan(ends.get(1)));
    }
    try (OpenStores again = open()) {
      assertThat(again.endpoints().of(partner)).isEmpty();
      assertThat(again.positions().of(partner)).isEmpty();
    }
    assertThat(AuditEntries.of(partner, bootstrapServers, registry))
        .filteredOn(entry -> entry.getAction().equals("deleted"))
        .hasSize(2)
        .allMatch(entry -> entry.getBefore() == null && entry.getAfter() == null);
  }

  @Test
  void who_does_not_own_the_partition_removes_nothing() throws Exception {
    try (OpenStores stores = new OpenStores(bootstrapServers, registry, admin, () -> false)) {
      assertThat(stores.belongings().removeAll(partner, Authors.OPERATOR))
          .isEqualTo(new Belongings.Removed.NotOwner());
    }
  }

  /** Where the partner's partition ends in the topics of positions and of endpoints. */
  private List<Long> ends() throws Exception {
    int partition = PartnerPartitioner.partitionOf(partner, TopicCatalogue.PARTITIONS);
    List<Long> ends = new ArrayList<>();
    for (Topic topic : List.of(TopicCatalogue.POSITIONS, TopicCatalogue.WEBHOOK_ENDPOINTS)) {
      TopicPartition of = new TopicPartition(topic.topicName(), partition);
      ends.add(
          admin.listOffsets(Map.of(of, OffsetSpec.latest())).partitionResult(of).get().offset());
    }
    return ends;
  }

  @Test
  void loading_takes_over_from_an_older_writer_which_then_writes_nothing_more() throws Exception {
    try (OpenStores before = open();
        OpenStores after = open()) {
      Endpoint endpoint = Samples.plain(partner, "we_1");
      assertThat(before.endpoints().save(endpoint, Samples.CAUSE)).isEqualTo(new Written.Stored());
      assertThat(store(before, Optional.empty(), PROGRESS))
          .isEqualTo(new ProgressStore.Written.Stored());

      assertThat(found(after)).isEqualTo(Optional.of(PROGRESS));
      assertThat(after.endpoints().of(partner)).containsExactly(endpoint);
      assertThat(store(before, Optional.of(PROGRESS), Progress.at(Position.START)))
          .isEqualTo(new ProgressStore.Written.NotOwner());
      assertThat(found(after)).isEqualTo(Optional.of(PROGRESS));
    }
  }

  @Test
  void who_gets_the_partition_back_cannot_undo_what_another_instance_did_meanwhile()
      throws Exception {
    Progress further = Progress.at(new Position(1, 99));
    try (OpenStores halted = open();
        OpenStores other = open()) {
      assertThat(store(halted, Optional.empty(), PROGRESS))
          .isEqualTo(new ProgressStore.Written.Stored());
      assertThat(found(other)).isEqualTo(Optional.of(PROGRESS));
      assertThat(store(other, Optional.of(PROGRESS), further))
          .isEqualTo(new ProgressStore.Written.Stored());

      Optional<Progress> known = Optional.of(PROGRESS);
      Progress next = Progress.at(new Position(1, 13));
      // Fenced, or outdated if it has read on meanwhile; then it takes the partition back.
      assertThat(store(halted, known, next)).isNotInstanceOf(ProgressStore.Written.Stored.class);
      assertThat(store(halted, known, next)).isEqualTo(new ProgressStore.Written.Outdated());
      assertThat(found(halted)).isEqualTo(Optional.of(further));
    }
  }

  @Test
  void attempts_are_paged_both_ways() throws Exception {
    try (KafkaAttempts attempts = attempts()) {
      for (int number = 1; number <= 25; number++) {
        attempts.record(Samples.attempt(partner, number, new Outcome.Delivered(200)));
      }
      attempts.record(Samples.ofMessage(partner));
      await().atMost(LONG).until(() -> newest(attempts, 100).attempts().size() == 26);

      Page newest = newest(attempts, 10);
      assertThat(newest.attempts().getFirst()).isEqualTo(Samples.ofMessage(partner));
      assertThat(newest.attempts().get(1))
          .isEqualTo(Samples.attempt(partner, 25, new Outcome.Delivered(200)));
      assertThat(newest.hasMore()).isTrue();
      Page older = attempts.page(partner, Optional.of(newest.next()), false, 100, _ -> true);
      assertThat(older.attempts()).extracting(Attempt::number).startsWith(16, 15).endsWith(2, 1);
      Page newer =
          attempts.page(partner, Optional.of(older.next()), true, 12, one -> one.number() > 3);
      assertThat(newer.attempts()).extracting(Attempt::number).startsWith(4, 5).endsWith(15);
      Page last = attempts.page(partner, Optional.of(newest.newest()), true, 12, _ -> true);
      assertThat(last.attempts()).isEmpty();
      assertThat(last.hasMore()).isFalse();
      assertThat(newest(attempts, 10)).isEqualTo(newest);
      assertThat(attempts.lost()).isZero();
    }
  }

  @Test
  void a_malformed_attempt_is_counted_and_passed_over() throws Exception {
    try (KafkaAttempts attempts = attempts()) {
      writeMalformed(TopicCatalogue.ATTEMPTS.topicName());
      attempts.record(Samples.ofMessage(partner));
      await().atMost(LONG).until(() -> newest(attempts, 100).attempts().size() == 1);
      assertThat(attempts.malformed()).isPositive();
    }
  }

  private Optional<Progress> found(OpenStores stores) throws InterruptedException {
    return ((ProgressStore.Loaded.Found) load(stores)).progress();
  }

  private ProgressStore.Loaded load(OpenStores stores) throws InterruptedException {
    return stores.positions().load(partner, SUBSCRIPTION);
  }

  private ProgressStore.Written store(
      OpenStores stores, Optional<Progress> before, Progress progress) throws InterruptedException {
    return stores.positions().store(partner, SUBSCRIPTION, before, progress);
  }

  private Page newest(KafkaAttempts attempts, int limit) throws InterruptedException {
    return attempts.page(partner, Optional.empty(), false, limit, _ -> true);
  }

  private static KafkaAttempts attempts() {
    return new KafkaAttempts(
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers, "compression.type", "lz4", "linger.ms", 50),
            new ByteArraySerializer(),
            new ByteArraySerializer()),
        () ->
            new KafkaConsumer<>(
                Map.of(
                    "bootstrap.servers",
                    bootstrapServers,
                    "enable.auto.commit",
                    "false",
                    "auto.offset.reset",
                    "earliest",
                    "fetch.max.wait.ms",
                    20),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer()),
        2,
        AvroSerde.specific(DeliveryAttempt.class, registry, TopicCatalogue.ATTEMPTS.valueOptions()),
        Duration.ofSeconds(30));
  }

  /** Under the partner's key, in its partition. */
  private void writeMalformed(String topic) throws Exception {
    try (KafkaProducer<byte[], byte[]> foreign =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      foreign
          .send(
              new ProducerRecord<>(
                  topic,
                  PartnerPartitioner.partitionOf(partner, TopicCatalogue.PARTITIONS),
                  partner.getBytes(UTF_8),
                  new byte[] {9}))
          .get();
    }
  }
}
