package io.orderwire.system.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.avro.AuditEntry;
import io.orderwire.avro.OrderEvent;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.serde.AvroSerializer;
import io.orderwire.system.Answer;
import io.orderwire.system.AuditTopic;
import io.orderwire.system.Item;
import io.orderwire.system.LocalSystem;
import io.orderwire.system.PartnerApi;
import io.orderwire.system.SampleEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/**
 * Adapters that are told how much to keep trim histories by themselves: of each partner what is too
 * much or too old, and of the others nothing.
 */
class RetentionIT {
  private static final String EVENTS = TopicCatalogue.EVENTS.topicName();
  private static final String MANY = "retention-many";
  private static final String OLD = "retention-old";
  private static final String FEW = "retention-few";
  private static final String OWN = "retention-own";
  private static final String ALL = "retention-all";
  private static final int KEPT = 5;

  @Test
  void histories_lose_what_is_too_much_or_too_old_and_who_lies_behind_is_told() throws Exception {
    try (LocalSystem system = LocalSystem.start("retention");
        Receiver receiver = Receiver.start()) {
      WebhookPartner many = new WebhookPartner(system, receiver, MANY).post(8);
      PartnerApi old = system.addPartner(OLD);
      writeDaysAgo(system, 40, 4);
      post(system, OLD, 3);
      PartnerApi few = system.addPartner(FEW);
      post(system, FEW, KEPT);
      PartnerApi own = system.addPartner(OWN);
      post(system, OWN, 8);
      PartnerApi all = system.addPartner(ALL);
      post(system, ALL, 8);
      List<Item> ownBefore = own.whenAtLeast(8);
      List<Item> allBefore = all.whenAtLeast(8);
      List<Item> manyBefore = many.history();
      List<Item> oldBefore = old.whenAtLeast(7);
      List<Item> fewBefore = few.whenAtLeast(KEPT);
      assertThat(recordedAt(oldBefore.get(3))).isBefore(Instant.now().minus(Duration.ofDays(39)));
      assertThat(recordedAt(oldBefore.get(4))).isAfter(Instant.now().minus(Duration.ofDays(1)));
      Inbox behind = many.inbox("behind").behave(Behaviour.status(500));
      WebhookApi.Created endpoint = many.api().active(behind, "\"start\":\"beginning\"");

      system.adapter().close();
      system.adapter().set("orderwire.retention.max-items", KEPT);
      system.adapter().set("orderwire.retention.max-age", "30d");
      system.adapter().set("orderwire.retention.partners." + OWN + ".max-items", 2);
      system.adapter().set("orderwire.retention.partners." + ALL + ".keep-all", true);
      system.adapter().set("orderwire.retention.every", "500ms");
      // Longer than the test, however slow the machine is.
      system
          .adapter()
          .set(
              "orderwire.webhooks.retry-schedule",
              String.join(",", Collections.nCopies(300, "1s")));
      system.adapter().start().awaitReady();

      awaitOldest(system, MANY, 4);
      assertThatItBeginsAt(4, many.partner(), manyBefore);
      awaitOldest(system, OLD, 5);
      assertThatItBeginsAt(5, old, oldBefore);
      awaitOldest(system, OWN, 7);
      assertThatItBeginsAt(7, own, ownBefore);
      assertThat(all.forwards(100)).isEqualTo(allBefore);
      assertThat(few.forwards(100)).isEqualTo(fewBefore);

      many.api().awaitState(endpoint.id(), "suspended");
      assertThat(many.api().get(endpoint.id()).path("reason").asString())
          .isEqualTo("history_expired");
      behind.behave(Behaviour.up());
      many.api().post(endpoint.id(), "resume", "{\"from\":\"beginning\"}");
      assertThat(behind.awaitTaken(KEPT).live())
          .extracting(Arrival::webhookId)
          .isEqualTo(manyBefore.subList(3, 8).stream().map(Item::id).toList());

      assertThatTrimmedBy(system, MANY, "\"before_sequence\":4");
      assertThatTrimmedBy(system, OLD, "\"before_sequence\":5");
      assertThat(new AuditTopic(system).entries(FEW))
          .extracting(AuditEntry::getAction)
          .containsExactly("registered");
    }
  }

  private static void awaitOldest(LocalSystem system, String partnerId, int sequence) {
    await(partnerId + " begins at " + sequence)
        .atMost(Duration.ofMinutes(2))
        .until(() -> system.partnerView(partnerId).path("oldest_sequence").asInt() == sequence);
  }

  /** The rest is as it was, and a cursor before it is answered with the oldest that is there. */
  private static void assertThatItBeginsAt(int sequence, PartnerApi partner, List<Item> before) {
    List<Item> kept = before.subList(sequence - 1, before.size());
    assertThat(partner.forwards(2)).isEqualTo(kept);
    Answer expired =
        partner.http().get("/v1/orders/events?newer_than=" + before.get(sequence - 3).id());
    assertThat(expired.status()).isEqualTo(410);
    assertThat(expired.code()).isEqualTo("cursor_expired");
    String oldest = expired.json().path("oldest_cursor").asString();
    Answer page = partner.http().get("/v1/orders/events?newer_than=" + oldest);
    assertThat(page.status()).as(page.text()).isEqualTo(200);
    assertThat(page.json().path("events").path(0).path("sequence").asInt()).isEqualTo(sequence);
    assertThat(page.json().path("events").size()).isEqualTo(kept.size());
  }

  private static void assertThatTrimmedBy(LocalSystem system, String partnerId, String after) {
    assertThat(new AuditTopic(system).entries(partnerId))
        .filteredOn(entry -> entry.getAction().equals("trim"))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.getActorKind()).isEqualTo("service");
              assertThat(entry.getAfter()).contains(after);
            });
  }

  private static Instant recordedAt(Item item) {
    return Instant.parse(item.json().path("recorded_at").asString());
  }

  private static void post(LocalSystem system, String partnerId, int count) {
    SampleEvents.post(
        system,
        IntStream.range(0, count)
            .mapToObj(n -> SampleEvents.created(partnerId, "ord-" + n, UUID.randomUUID())));
  }

  /** Writes events with the record time of days ago, for which the topic has to believe it. */
  private static void writeDaysAgo(LocalSystem system, int days, int count) throws Exception {
    long time = Instant.now().minus(Duration.ofDays(days)).toEpochMilli();
    int partition = PartnerPartitioner.partitionOf(OLD, TopicCatalogue.PARTITIONS);
    Map<String, Object> broker = Map.of("bootstrap.servers", system.bootstrapServers());
    try (Admin admin = Admin.create(broker);
        AvroSerializer<OrderEvent> values = new AvroSerializer<>();
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(broker, new ByteArraySerializer(), new ByteArraySerializer())) {
      values.configure(
          Map.of(
              "schema.registry.url",
              system.registryUrl(),
              "value.subject.name.strategy",
              "TOPIC_RECORD_NAME"),
          false);
      timestamps(admin, "CreateTime");
      // The broker takes a moment to believe it; what is no event is rejected.
      byte[] none = {1};
      await()
          .until(
              () ->
                  producer
                      .send(new ProducerRecord<>(EVENTS, partition, time, none, none))
                      .get()
                      .timestamp(),
              stored -> stored == time);
      for (int n = 0; n < count; n++) {
        byte[] value = values.serialize(EVENTS, SampleEvents.created(OLD, "ord-old-" + n));
        producer
            .send(new ProducerRecord<>(EVENTS, partition, time + n, OLD.getBytes(UTF_8), value))
            .get();
      }
      timestamps(admin, "LogAppendTime");
    }
  }

  private static void timestamps(Admin admin, String type) throws Exception {
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, EVENTS),
                List.of(
                    new AlterConfigOp(
                        new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, type),
                        AlterConfigOp.OpType.SET))))
        .all()
        .get();
  }
}
