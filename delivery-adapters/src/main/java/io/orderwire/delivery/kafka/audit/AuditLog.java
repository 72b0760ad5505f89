package io.orderwire.delivery.kafka.audit;

import io.orderwire.avro.AuditEntry;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.TopicCatalogue;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;

/**
 * Writes the entries of changes that are stored in no transaction. An entry goes first, and the
 * change only once the broker has it: so there is an entry of each change, whatever dies, and maybe
 * one of a change that never came to be. Safe for use by many threads.
 */
public final class AuditLog implements AutoCloseable {
  private final Producer<byte[], byte[]> producer;
  private final AuditTrail trail;
  private final Duration patience;

  /**
   * A log.
   *
   * @param producer waits for all replicas; it is closed in the end
   * @param patience how long a write may take
   */
  public AuditLog(Producer<byte[], byte[]> producer, AuditTrail trail, Duration patience) {
    this.producer = producer;
    this.trail = trail;
    this.patience = patience;
  }

  /** What makes its entries. */
  public AuditTrail trail() {
    return trail;
  }

  /** Writes an entry, and waits until the broker has it. */
  public void write(AuditEntry entry)
      throws InterruptedException, ExecutionException, TimeoutException {
    int partition =
        PartnerPartitioner.partitionOf(entry.getPartnerId(), TopicCatalogue.AUDIT.partitions());
    producer.send(trail.record(partition, entry)).get(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
