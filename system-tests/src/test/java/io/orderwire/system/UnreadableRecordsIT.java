package io.orderwire.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.TopicCatalogue;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.junit.jupiter.api.Test;

/**
 * Records that this version cannot read stand in the topics that adapters read: undecodable bytes,
 * and a schema id that nobody knows. They are counted and passed over; but one in a history must
 * not be passed over, and stops that history alone. One without key is refused by the broker, since
 * these topics are compacted.
 */
class UnreadableRecordsIT {
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final byte[] GARBAGE = "garbage".getBytes(UTF_8);
  private static final byte[] UNKNOWN_SCHEMA =
      ByteBuffer.allocate(9).put((byte) 0).putInt(987_654).putInt(0).array();

  @Test
  void are_told_and_hold_up_nobody_else() {
    try (LocalSystem system = LocalSystem.start("unreadable")) {
      RawKafka kafka = new RawKafka(system.bootstrapServers());
      PartnerApi broken = system.addPartner("unreadable-broken");
      PartnerApi neighbour = system.addPartner("unreadable-neighbour");
      post(system, "unreadable-broken", "unreadable-neighbour");
      post(system, "unreadable-broken", "unreadable-neighbour");
      broken.whenAtLeast(2);
      String history = TopicCatalogue.HISTORY.topicName();

      for (String topic :
          List.of(
              TopicCatalogue.PARTNERS.topicName(),
              TopicCatalogue.WEBHOOK_ENDPOINTS.topicName(),
              TopicCatalogue.POSITIONS.topicName(),
              TopicCatalogue.SECOND_FACTORS.topicName())) {
        assertThatThrownBy(() -> kafka.write(topic, 0, null, GARBAGE))
            .hasRootCauseInstanceOf(InvalidRecordException.class);
        kafka.write(topic, 0, GARBAGE, GARBAGE);
        kafka.write(topic, 0, GARBAGE, UNKNOWN_SCHEMA);
      }
      int partition = partition("unreadable-broken");
      kafka.write(history, partition, GARBAGE, GARBAGE);
      kafka.write(history, partition, keyOfNewest(kafka, "unreadable-broken"), GARBAGE);

      await()
          .atMost(LONG)
          .untilAsserted(
              () -> {
                ServiceProcess adapter = system.adapter();
                assertThat(adapter.metric("orderwire_records_malformed_total")).isEqualTo(4 * 2);
                assertThat(adapter.metric("orderwire_history_unreadable_total")).isEqualTo(2);
                assertThat(adapter.metric("orderwire_history_frozen")).isEqualTo(1);
                assertThat(adapter.health("readiness").status()).isEqualTo(200);
              });
      check(broken, neighbour);
      system.adapter().kill();
      system.adapter().start().awaitReady();
      check(broken, neighbour);
      // What is written still counts, partners are added, and positions are kept.
      post(system, "unreadable-neighbour");
      PartnerApi another = system.addPartner("unreadable-another");
      String cursor = neighbour.page("?limit=1").cursor();
      assertThat(
              neighbour
                  .http()
                  .post("/v1/orders/events/ack", "{\"cursor\":\"%s\"}".formatted(cursor))
                  .status())
          .isBetween(200, 204);
      assertThat(another.page("").items()).isEmpty();
    }
  }

  private static void check(PartnerApi broken, PartnerApi neighbour) {
    assertThat(neighbour.whenAtLeast(2)).hasSize(2);
    PartnerApi.Page first = broken.page("?since=1970-01-01T00:00:00Z&limit=1");
    assertThat(first.items()).hasSize(1);
    assertThat(broken.http().get("/v1/orders/events?newer_than=" + first.cursor()).code())
        .isEqualTo("history_frozen");
  }

  private static void post(LocalSystem system, String... partners) {
    for (String partner : partners) {
      SampleEvents.post(system, SampleEvents.created(partner, "ord-1", UUID.randomUUID()));
    }
  }

  private static int partition(String partner) {
    return PartnerPartitioner.partitionOf(partner, TopicCatalogue.PARTITIONS);
  }

  private static byte[] keyOfNewest(RawKafka kafka, String partner) {
    return kafka.read(TopicCatalogue.HISTORY.topicName(), "read_uncommitted").stream()
        .map(ConsumerRecord::key)
        .filter(key -> new String(key, UTF_8).contains(partner))
        .reduce((one, next) -> next)
        .orElseThrow();
  }
}
