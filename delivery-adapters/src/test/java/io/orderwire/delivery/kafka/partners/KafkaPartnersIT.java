package io.orderwire.delivery.kafka.partners;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.orderwire.avro.AuditEntry;
import io.orderwire.delivery.audit.Authors;
import io.orderwire.delivery.kafka.AuditEntries;
import io.orderwire.delivery.kafka.audit.AuditLog;
import io.orderwire.delivery.kafka.audit.AuditTrail;
import io.orderwire.delivery.partner.ApiKey;
import io.orderwire.delivery.partner.Partner;
import io.orderwire.delivery.partner.PartnerChange;
import io.orderwire.delivery.partner.PartnerChange.Kind;
import io.orderwire.delivery.partner.Scope;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a real broker; each test has a partner of its own, since they share the topic. */
final class KafkaPartnersIT {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Topic TOPIC = TopicCatalogue.PARTNERS;
  private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");
  private static String bootstrapServers;
  private static StubRegistry stub;
  private static RegistryClient registry;
  private static AuditLog audit;

  private final String id = "p" + UUID.randomUUID();

  @BeforeAll
  static void topics() {
    bootstrapServers = TestKafka.shared().bootstrapServers();
    stub = StubRegistry.start();
    registry = new CachingRegistryClient(new HttpRegistryClient(RegistrySettings.of(stub.url())));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      Topics.ensure(admin, List.of(TOPIC, TopicCatalogue.AUDIT), Topics.BROKER_DEFAULT);
    }
    audit =
        new AuditLog(
            producer(),
            new AuditTrail(
                AvroSerde.specific(AuditEntry.class, registry, TopicCatalogue.AUDIT.valueOptions()),
                UUID::randomUUID,
                () -> NOW),
            Duration.ofSeconds(30));
  }

  @AfterAll
  static void end() {
    audit.close();
    registry.close();
    stub.close();
  }

  private static KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", bootstrapServers),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static KafkaPartners open() {
    KafkaPartners partners =
        new KafkaPartners(
            new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer()),
            producer(),
            AvroSerde.specific(io.orderwire.avro.Partner.class, registry, TOPIC.valueOptions()),
            audit,
            Duration.ofSeconds(30));
    partners.start(Thread.ofPlatform().daemon().factory());
    await().atMost(LONG).until(partners::isComplete);
    return partners;
  }

  private static ApiKey key(String keyId, int hash) {
    byte[] bytes = new byte[32];
    bytes[31] = (byte) hash;
    bytes[0] = (byte) keyId.hashCode();
    return new ApiKey(keyId, bytes, Set.of(Scope.READ, Scope.MANAGE), NOW, Optional.of(NOW));
  }

  private Partner partner(ApiKey... keys) {
    return new Partner(
        id, Optional.of("Name"), true, List.of(keys), OptionalInt.of(7), NOW, NOW.plusMillis(1));
  }

  private static PartnerChange change(Kind kind) {
    return new PartnerChange(kind, Authors.OPERATOR);
  }

  private static void assertSame(Partner actual, Partner expected) {
    assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
  }

  @Test
  void a_saved_partner_is_known_at_once_and_after_a_restart() throws Exception {
    Partner saved = partner(key("k-1", 1), key("k-2", 2));
    try (KafkaPartners partners = open()) {
      partners.save(saved, change(Kind.REGISTERED));
      assertSame(partners.find(id).orElseThrow(), saved);
      assertThat(partners.all()).extracting(Partner::id).contains(id);
    }
    try (KafkaPartners again = open()) {
      assertSame(again.find(id).orElseThrow(), saved);
      assertThat(again.findByKeyHash(key("k-2", 2).hash()).orElseThrow().id()).isEqualTo(id);
    }
  }

  @Test
  void of_a_removed_partner_the_id_alone_is_kept_on_all_instances_and_after_a_restart()
      throws Exception {
    byte[] hash = key("k-9", 9).hash();
    try (KafkaPartners one = open();
        KafkaPartners other = open()) {
      one.save(partner(key("k-9", 9)), change(Kind.REGISTERED));
      one.remove(id, NOW, change(Kind.REMOVED));
      assertThat(one.find(id)).isEmpty();
      assertThat(one.findByKeyHash(hash)).isEmpty();
      assertThat(one.all()).extracting(Partner::id).doesNotContain(id);
      await().atMost(LONG).until(() -> other.wasRemoved(id) && other.find(id).isEmpty());
    }
    try (KafkaPartners again = open()) {
      assertThat(again.wasRemoved(id)).isTrue();
      assertThat(again.find(id)).isEmpty();
      assertThat(again.wasRemoved("p-never")).isFalse();
    }
    assertThat(AuditEntries.of(id, bootstrapServers, registry))
        .extracting(AuditEntry::getAction, AuditEntry::getBefore, AuditEntry::getAfter)
        .contains(tuple("removed", null, null));
  }

  @Test
  void another_instance_learns_of_a_revoked_key() throws Exception {
    try (KafkaPartners one = open();
        KafkaPartners other = open()) {
      byte[] hash = key("k-3", 3).hash();
      one.save(partner(key("k-3", 3), key("k-4", 4)), change(Kind.REGISTERED));
      await().atMost(LONG).until(() -> other.findByKeyHash(hash).isPresent());
      one.save(partner(key("k-4", 4)), change(Kind.KEY_REVOKED));
      assertThat(one.findByKeyHash(hash)).isEmpty();
      await().atMost(LONG).until(() -> other.findByKeyHash(hash).isEmpty());
      assertThat(other.findByKeyHash(key("k-4", 4).hash())).isPresent();
    }
  }

  @Test
  void each_change_has_an_entry_in_the_record_of_changes_without_the_hashes() throws Exception {
    ApiKey revoked = key("k-6", 6);
    try (KafkaPartners partners = open()) {
      partners.save(partner(revoked, key("k-7", 7)), change(Kind.REGISTERED));
      partners.save(partner(key("k-7", 7)), change(Kind.KEY_REVOKED));
    }

    List<AuditEntry> entries = AuditEntries.of(id, bootstrapServers, registry);
    assertThat(entries)
        .extracting(AuditEntry::getAction, AuditEntry::getActorKind, AuditEntry::getRequestId)
        .containsExactly(
            tuple("registered", "operator", "ticket-1"),
            tuple("key_revoked", "operator", "ticket-1"));
    assertThat(entries.get(0).getBefore()).isNull();
    assertThat(entries.get(0).getAfter()).contains("k-6", "k-7", "\"suspended\":true");
    assertThat(entries.get(1).getBefore()).isEqualTo(entries.get(0).getAfter());
    assertThat(entries.get(1).getAfter()).contains("k-7").doesNotContain("k-6");
    assertThat(entries.toString()).doesNotContain("hash");
  }

  @Test
  void a_malformed_record_is_counted_and_changes_nothing() throws Exception {
    int partition = PartnerPartitioner.partitionOf(id, TOPIC.partitions());
    try (KafkaPartners partners = open();
        KafkaProducer<byte[], byte[]> foreign = producer()) {
      partners.save(partner(key("k-5", 5)), change(Kind.REGISTERED));
      long before = partners.malformed();
      foreign
          .send(
              new ProducerRecord<>(
                  TOPIC.topicName(), partition, id.getBytes(UTF_8), "garbage".getBytes(UTF_8)))
          .get();
      await().atMost(LONG).until(() -> partners.malformed() == before + 1);
      assertThat(partners.find(id)).isPresent();
    }
  }
}
