package io.orderwire.delivery.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.avro.AuditEntry;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.registry.RegistryClient;
import io.orderwire.schemas.serde.AvroSerde;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serde;

/** The record of changes at a real broker. */
public final class AuditEntries {
  private AuditEntries() {}

  /** The committed entries of the partner, in the order of its partition. */
  public static List<AuditEntry> of(
      String partner, String bootstrapServers, RegistryClient registry) {
    Serde<AuditEntry> serde =
        AvroSerde.specific(AuditEntry.class, registry, TopicCatalogue.AUDIT.valueOptions());
    TopicPartition partition =
        new TopicPartition(
            TopicCatalogue.AUDIT.topicName(),
            PartnerPartitioner.partitionOf(partner, TopicCatalogue.PARTITIONS));
    List<AuditEntry> entries = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      consumer.seekToBeginning(List.of(partition));
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> item : consumer.poll(Duration.ofSeconds(1))) {
          if (new String(item.key(), UTF_8).equals(partner)) {
            entries.add(serde.deserializer().deserialize(item.topic(), item.value()));
          }
        }
      }
    }
    return entries;
  }
}
