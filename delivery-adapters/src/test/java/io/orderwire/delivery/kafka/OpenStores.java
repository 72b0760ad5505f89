package io.orderwire.delivery.kafka;

import static org.awaitility.Awaitility.await;

import io.orderwire.avro.AuditEntry;
import io.orderwire.avro.DeliveryPosition;
import io.orderwire.avro.SubscriptionKey;
import io.orderwire.avro.WebhookEndpoint;
import io.orderwire.avro.WebhookEndpointKey;
import io.orderwire.delivery.kafka.audit.AuditTrail;
import io.orderwire.delivery.kafka.ownership.PartitionWriters;
import io.orderwire.delivery.kafka.partners.KafkaBelongings;
import io.orderwire.delivery.kafka.positions.KafkaPositions;
import io.orderwire.delivery.kafka.positions.KafkaPositions.PositionSerdes;
import io.orderwire.delivery.kafka.webhooks.KafkaEndpoints;
import io.orderwire.delivery.kafka.webhooks.KafkaEndpoints.EndpointSerdes;
import io.orderwire.delivery.partner.Belongings;
import io.orderwire.schemas.Topic;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.serde.AvroSerde;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Positions and endpoints of one instance, over a real broker; all is read when it is opened. */
public final class OpenStores implements AutoCloseable {
  /** What their clock shows. */
  public static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");

  private static final Duration LONG = Duration.ofSeconds(60);

  private final PartitionWriters writers;
  private final KafkaPositions positions;
  private final KafkaEndpoints endpoints;

  /** Opens them. */
  public OpenStores(
      String bootstrapServers, RegistryClient registry, Admin admin, BooleanSupplier owner) {
    writers =
        new PartitionWriters(
            _ -> owner.getAsBoolean() ? 1 : 0,
            _ -> owner.getAsBoolean(),
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
            partition -> end(admin, partition),
            Duration.ofSeconds(30),
            Thread.ofPlatform().daemon().factory());
    Topic topic = TopicCatalogue.POSITIONS;
    positions =
        new KafkaPositions(
            consumer(bootstrapServers),
            writers,
            new PositionSerdes(
                AvroSerde.specific(SubscriptionKey.class, registry, topic.keyOptions()),
                AvroSerde.specific(DeliveryPosition.class, registry, topic.valueOptions())),
            () -> NOW);
    topic = TopicCatalogue.WEBHOOK_ENDPOINTS;
    endpoints =
        new KafkaEndpoints(
            consumer(bootstrapServers),
            writers,
            new EndpointSerdes(
                AvroSerde.specific(WebhookEndpointKey.class, registry, topic.keyOptions()),
                AvroSerde.specific(WebhookEndpoint.class, registry, topic.valueOptions())),
            new AuditTrail(
                AvroSerde.specific(AuditEntry.class, registry, TopicCatalogue.AUDIT.valueOptions()),
                UUID::randomUUID,
                () -> NOW));
    positions.start(Thread.ofPlatform().daemon().factory());
    endpoints.start(Thread.ofPlatform().daemon().factory());
    await().atMost(LONG).until(() -> positions.isCaughtUp() && endpoints.isComplete());
  }

  /** The positions, and progress. */
  public KafkaPositions positions() {
    return positions;
  }

  /** The endpoints. */
  public KafkaEndpoints endpoints() {
    return endpoints;
  }

  /** All of it, to be removed. */
  public Belongings belongings() {
    return new KafkaBelongings(writers, List.of(endpoints::removeAll, positions::removeAll));
  }

  @Override
  public void close() {
    writers.close();
    positions.close();
    endpoints.close();
  }

  private static Consumer<byte[], byte[]> consumer(String bootstrapServers) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers", bootstrapServers,
            "isolation.level", "read_committed",
            "enable.auto.commit", "false"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static long end(Admin admin, TopicPartition of) {
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
}
