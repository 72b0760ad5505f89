package io.orderwire.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.avro.AuditEntry;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.serde.AvroDeserializer;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the audit holds of one partner. */
public final class AuditTopic {
  private final LocalSystem system;

  /** The audit of a system. */
  public AuditTopic(LocalSystem system) {
    this.system = system;
  }

  /** The committed entries of a partner, in the order of the topic. */
  public List<AuditEntry> entries(String partnerId) {
    String topic = TopicCatalogue.AUDIT.topicName();
    try (AvroDeserializer<AuditEntry> values = new AvroDeserializer<>()) {
      values.configure(
          Map.of("schema.registry.url", system.registryUrl(), "specific.avro.reader", true), false);
      return new RawKafka(system.bootstrapServers())
          .read(topic, "read_committed").stream()
              .filter(record -> new String(record.key(), UTF_8).equals(partnerId))
              .map(record -> values.deserialize(topic, record.value()))
              .map(Objects::requireNonNull)
              .toList();
    }
  }
}
