package io.orderwire.delivery.kafka.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.avro.AuditEntry;
import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.kafka.ownership.Transaction;
import io.orderwire.schemas.TopicCatalogue;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serde;

/** Makes the audit's entries. Safe for use by many threads. */
public final class AuditTrail {
  private static final String TOPIC = TopicCatalogue.AUDIT.topicName();

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

  /** An entry of now, in which nothing is said but who and whose. */
  public AuditEntry.Builder begin(String partnerId, Author author) {
    AuditEntry.Builder entry =
        AuditEntry.newBuilder()
            .setId(ids.get().toString())
            .setOccurredAt(clock.instant())
            .setPartnerId(partnerId);
    return switch (author) {
      case Author.Operator(String name, String requestId, String origin) ->
          entry.setActorKind("operator").setActorId(name).setRequestId(requestId).setOrigin(origin);
      case Author.PartnerKey(String keyId, String requestId, String origin) ->
          entry
              .setActorKind("partner_key")
              .setActorId(keyId)
              .setRequestId(requestId)
              .setOrigin(origin);
      case Author.Service() -> entry.setActorKind("service");
    };
  }

  /**
   * Adds an entry to the transaction that stores what it is about, so that there is one for each
   * stored change and none for any other.
   */
  public void append(Transaction transaction, AuditEntry entry) {
    transaction.append(partition -> record(partition, entry));
  }

  ProducerRecord<byte[], byte[]> record(int partition, AuditEntry entry) {
    return new ProducerRecord<>(
        TOPIC,
        partition,
        entry.getPartnerId().getBytes(UTF_8),
        serde.serializer().serialize(TOPIC, entry));
  }
}
