package io.orderwire.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.avro.OrderEvent;
import io.orderwire.producer.json.EventJson;
import io.orderwire.producer.json.Parsed;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.serde.AvroSerializer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whatever is written into the events topic, the stream goes on, and the record is found again in
 * the rejected topic with the reason.
 */
class BadRecordsIT {
  private static final String EVENTS = TopicCatalogue.EVENTS.topicName();
  private static final int PARTITIONS = TopicCatalogue.EVENTS.partitions();

  private final LocalSystem system = LocalSystem.shared();
  private final RawKafka kafka = new RawKafka(system.bootstrapServers());

  @Test
  void rejects_bytes_that_are_not_avro() {
    String partner = "bad-not-avro";
    byte[] value = "{\"order_id\":\"ord-1\"}".getBytes(UTF_8);
    assertRejected(partner, write(partner, value), "undecodable", value);
  }

  @Test
  void rejects_a_truncated_event() {
    String partner = "bad-truncated";
    byte[] whole = valid(partner, "ord-1");
    byte[] value = Arrays.copyOf(whole, whole.length - 3);
    assertRejected(partner, write(partner, value), "undecodable", value);
  }

  @Test
  void rejects_a_null_value() {
    String partner = "bad-null-value";
    assertRejected(partner, write(partner, null), "undecodable", null);
  }

  @Test
  void rejects_a_null_key() {
    String partner = "bad-null-key";
    byte[] value = valid(partner, "ord-1");
    RecordMetadata at = kafka.write(EVENTS, partition(partner), null, value);
    assertRejected(partner, at, "key_mismatch", value);
  }

  @Test
  void rejects_a_key_that_names_another_partner() {
    String partner = "bad-foreign-key";
    byte[] value = valid("somebody-else", "ord-1");
    assertRejected(partner, write(partner, value), "key_mismatch", value);
  }

  @Test
  void rejects_an_event_in_the_wrong_partition() {
    String partner = "bad-wrong-partition";
    byte[] value = valid(partner, "ord-1");
    RecordMetadata at =
        kafka.write(EVENTS, (partition(partner) + 1) % PARTITIONS, partner.getBytes(UTF_8), value);
    assertRejected(partner, at, "wrong_partition", value);
  }

  @Test
  void rejects_a_value_over_256_kib() {
    String partner = "bad-too-large";
    byte[] value = Arrays.copyOf(valid(partner, "ord-1"), 300_000);
    assertRejected(partner, write(partner, value), "too_large", value);
  }

  @Test
  void rejects_an_invalid_event_and_names_the_field() {
    String partner = "bad-invalid";
    OrderEvent event = OrderEvent.newBuilder(event(partner, "ord-1")).setOrderId("events").build();
    byte[] value = serialize(event);
    ConsumerRecord<byte[], byte[]> rejected =
        assertRejected(partner, write(partner, value), "invalid", value);
    assertThat(RawKafka.header(rejected, "ow-field")).isEqualTo("order_id");
  }

  @Test
  void rejects_a_known_event_id_with_other_content() {
    String partner = "bad-reused-id";
    UUID id = UUID.randomUUID();
    write(partner, serialize(event(SampleEvents.created(partner, "ord-1", id))));
    byte[] value = serialize(event(SampleEvents.created(partner, "ord-2", id)));
    RecordMetadata at = write(partner, value);
    RecordMetadata next = write(partner, valid(partner, "ord-3"));
    assertThat(next.offset()).isEqualTo(at.offset() + 1);
    assertThat(system.addPartner(partner).whenAtLeast(2))
        .extracting(item -> item.json().path("order_id").asString())
        .containsExactly("ord-1", "ord-3");
    assertThat(RawKafka.header(rejected(at), "ow-reason")).isEqualTo("event_id_reused");
  }

  @Test
  void rejects_a_schema_id_that_stays_unknown() {
    String partner = "bad-unknown-schema";
    byte[] value = withSchemaId(valid(partner, "ord-1"), 987_654);
    assertRejected(partner, write(partner, value), "unknown_schema", value);
  }

  @Test
  void waits_for_a_schema_id_that_becomes_known_a_little_later() {
    String partner = "bad-late-schema";
    byte[] event = valid(partner, "ord-late");
    String elsewhere = "bad-late-schema-elsewhere";
    assertThat(partition(elsewhere)).isNotEqualTo(partition(partner));
    // Now, because the first partner that is registered takes an id of the registry.
    PartnerApi undisturbed = system.addPartner(elsewhere);
    Http registry = new Http(system.registryUrl(), "");
    int next = registerNumbered(registry, 0) + 1;
    write(partner, withSchemaId(event, next));
    // It waits, and holds up its own partition alone.
    write(elsewhere, valid(elsewhere, "ord-1"));
    assertThat(undisturbed.whenAtLeast(1)).hasSize(1);
    assertThat(rejectedReasons(partner)).isEmpty();
    assertThat(registerNumbered(registry, 1)).as("id of the late schema").isEqualTo(next);
    // What the late schema describes is not an order event, which only a reader of it can say.
    write(partner, valid(partner, "ord-next"));
    assertThat(system.addPartner(partner).whenAtLeast(1))
        .extracting(item -> item.json().path("order_id").asString())
        .containsExactly("ord-next");
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(rejectedReasons(partner)).containsExactly("undecodable"));
  }

  private List<String> rejectedReasons(String partner) {
    return kafka.read(TopicCatalogue.REJECTED.topicName(), "read_committed").stream()
        .filter(record -> Arrays.equals(record.key(), partner.getBytes(UTF_8)))
        .map(record -> RawKafka.header(record, "ow-reason"))
        .toList();
  }

  /** Registers a schema that nobody has registered before; gives its id. */
  private static int registerNumbered(Http registry, int number) {
    Answer answer =
        registry.post(
            "/subjects/late-" + number + "/versions",
            """
            {"schema":"{\\"type\\":\\"fixed\\",\\"name\\":\\"Late%d\\",\\"size\\":%d}"}"""
                .formatted(number, number + 1));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().path("id").asInt();
  }

  /**
   * The stream goes on behind the record, and the record stands in the rejected topic as it was.
   */
  private ConsumerRecord<byte[], byte[]> assertRejected(
      String partnerId, RecordMetadata at, String reason, byte @Nullable [] value) {
    String following = partnerId.replace("bad-", "bad-then-");
    // In the same partition as the bad record, whatever partner it is of.
    for (int n = 0; partition(following) != at.partition(); n++) {
      following = partnerId.replace("bad-", "bad-then-") + "-" + n;
    }
    write(following, valid(following, "ord-good"));
    assertThat(system.addPartner(following).whenAtLeast(1)).hasSize(1);

    ConsumerRecord<byte[], byte[]> rejected = rejected(at);
    assertThat(RawKafka.header(rejected, "ow-reason")).isEqualTo(reason);
    assertThat(rejected.partition()).isEqualTo(at.partition());
    assertThat(rejected.value()).isEqualTo(value);
    return rejected;
  }

  private ConsumerRecord<byte[], byte[]> rejected(RecordMetadata at) {
    return Objects.requireNonNull(
        await().atMost(Duration.ofMinutes(1)).until(() -> findRejected(at), Objects::nonNull));
  }

  private @Nullable ConsumerRecord<byte[], byte[]> findRejected(RecordMetadata at) {
    return kafka.read(TopicCatalogue.REJECTED.topicName(), "read_committed").stream()
        .filter(record -> isFrom(record, at))
        .findFirst()
        .orElse(null);
  }

  private static boolean isFrom(ConsumerRecord<byte[], byte[]> record, RecordMetadata at) {
    return RawKafka.header(record, "ow-source-partition").equals(String.valueOf(at.partition()))
        && RawKafka.header(record, "ow-source-offset").equals(String.valueOf(at.offset()));
  }

  private RecordMetadata write(String partnerId, byte @Nullable [] value) {
    return kafka.write(EVENTS, partition(partnerId), partnerId.getBytes(UTF_8), value);
  }

  private static int partition(String partnerId) {
    return PartnerPartitioner.partitionOf(partnerId, PARTITIONS);
  }

  private byte[] valid(String partnerId, String orderId) {
    return serialize(event(partnerId, orderId));
  }

  private static OrderEvent event(String partnerId, String orderId) {
    return event(SampleEvents.created(partnerId, orderId, UUID.randomUUID()));
  }

  private static OrderEvent event(String json) {
    return ((Parsed.Valid) EventJson.parse(json.getBytes(UTF_8))).event();
  }

  private byte[] serialize(OrderEvent event) {
    try (AvroSerializer<OrderEvent> serializer = new AvroSerializer<>()) {
      serializer.configure(
          Map.of(
              "schema.registry.url",
              system.registryUrl(),
              "value.subject.name.strategy",
              "TOPIC_RECORD_NAME"),
          false);
      return Objects.requireNonNull(serializer.serialize(EVENTS, event));
    }
  }

  private static byte[] withSchemaId(byte[] value, int id) {
    byte[] changed = value.clone();
    ByteBuffer.wrap(changed).putInt(1, id);
    return changed;
  }
}
