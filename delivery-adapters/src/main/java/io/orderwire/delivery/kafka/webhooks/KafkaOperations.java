package io.orderwire.delivery.kafka.webhooks;

import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.kafka.audit.AuditLog;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.Operation;
import io.orderwire.delivery.webhook.OperationLog;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes operations to the audit. In no transaction, since what they do is in none; so any instance
 * may, whoever owns the partition.
 */
public final class KafkaOperations implements OperationLog {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaOperations.class);

  private final AuditLog audit;

  /** Over this; it is not closed. */
  public KafkaOperations(AuditLog audit) {
    this.audit = audit;
  }

  @Override
  public boolean record(Endpoint endpoint, Operation operation, Author author)
      throws InterruptedException {
    try {
      audit.write(AuditRecords.toAvro(audit.trail(), endpoint, operation, author));
      return true;
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      LOG.atWarn()
          .addKeyValue("partnerId", endpoint.partnerId())
          .addKeyValue("endpointId", endpoint.id())
          .setCause(e)
          .log("What was asked of a webhook endpoint was not recorded, and so is not done");
      return false;
    }
  }
}
