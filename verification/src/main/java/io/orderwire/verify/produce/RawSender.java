package io.orderwire.verify.produce;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.avro.OrderEvent;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.serde.AvroSerializer;
import io.orderwire.schemas.serde.SubjectNameStrategy;
import io.orderwire.verify.workload.Payload;
import io.orderwire.verify.workload.Send;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes what no way of ours would take: a program of its own with Kafka's client, and without our
 * rules. What it writes has to be rejected, so nobody waits for it. Safe for threads.
 */
public final class RawSender implements AutoCloseable {
  private static final String TOPIC = TopicCatalogue.EVENTS.topicName();
  private static final int MAX_BLOCK_MILLIS = 2_000;
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final AvroSerializer<OrderEvent> serializer = new AvroSerializer<>();
  private final KafkaProducer<byte[], byte[]> producer;

  /** Into this system. */
  public RawSender(String bootstrapServers, String registryUrl) {
    serializer.configure(
        Map.of(
            "schema.registry.url",
            registryUrl,
            "value.subject.name.strategy",
            SubjectNameStrategy.TOPIC_RECORD_NAME.name()),
        false);
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.CLIENT_ID_CONFIG,
                "verify-raw",
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                MAX_BLOCK_MILLIS),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Writes it with its key, or fails. */
  void send(SendLog.Attempt attempt) {
    Send send = attempt.send();
    byte[] key = send.key().getBytes(UTF_8);
    int partition = PartnerPartitioner.partitionOf(key, TopicCatalogue.EVENTS.partitions());
    try {
      var _ =
          producer.send(
              new ProducerRecord<>(TOPIC, partition, key, value(send)),
              (_, failure) -> {
                if (failure == null) {
                  attempt.acknowledged();
                }
              });
    } catch (KafkaException e) {
      // No broker or no registry: one record less that has to be rejected.
    }
  }

  private byte[] value(Send send) {
    return switch (send.payload()) {
      case Payload.Bytes(byte[] bytes) -> bytes;
      case Payload.Event(OrderEvent event) ->
          Objects.requireNonNull(serializer.serialize(TOPIC, event));
    };
  }

  @Override
  public void close() {
    producer.close(CLOSE_WITHIN);
    serializer.close();
  }
}
