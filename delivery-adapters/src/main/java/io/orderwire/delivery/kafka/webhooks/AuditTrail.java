package io.orderwire.delivery.kafka.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.avro.AuditEntry;
import io.orderwire.delivery.kafka.ownership.Transaction;
import io.orderwire.delivery.webhook.Cause;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.schemas.TopicCatalogue;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serde;

/**
 * Writes the audit's entries into the transactions that store what they are about, so that there is
 * one for each stored change and none for any other.
 */
public final class AuditTrail {
  private final Serde<AuditEntry> serde;
  private final Supplier<UUID> ids;
  private final InstantSource clock;

  /**
   * A trail.
   *
   * @param ids makes the entries' ids
   */
  public AuditTrail(Serde<AuditEntry> serde, Supplier<UUID> ids, InstantSource clock) {
    this.serde = serde;
    this.ids = ids;
    this.clock = clock;
  }

  /** Adds the entry of a change: what is stored, and what is stored in its place. */
  void append(
      Transaction transaction, Cause cause, Optional<Endpoint> before, Optional<Endpoint> after) {
    AuditEntry entry = AuditRecords.toAvro(ids.get(), clock.instant(), cause, before, after);
    String topic = TopicCatalogue.AUDIT.topicName();
    transaction.append(
        partition ->
            new ProducerRecord<>(
                topic,
                partition,
                entry.getPartnerId().getBytes(UTF_8),
                serde.serializer().serialize(topic, entry)));
  }
}
