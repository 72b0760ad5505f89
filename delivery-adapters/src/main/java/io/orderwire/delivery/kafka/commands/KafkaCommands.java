package io.orderwire.delivery.kafka.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.avro.AuditEntry;
import io.orderwire.avro.HistoryCommand;
import io.orderwire.delivery.command.CommandLog;
import io.orderwire.delivery.command.Issued;
import io.orderwire.delivery.kafka.audit.AuditLog;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.TopicCatalogue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serde;

/**
 * Writes commands where producers write events. In no transaction: one that hangs would hold up the
 * processor, which reads committed records only.
 */
public final class KafkaCommands implements CommandLog, AutoCloseable {
  private static final String TOPIC = TopicCatalogue.EVENTS.topicName();

  private final Producer<byte[], byte[]> producer;
  private final Serde<HistoryCommand> serde;
  private final AuditLog audit;
  private final InstantSource clock;
  private final Duration patience;

  /**
   * A log.
   *
   * @param producer is idempotent and waits for all replicas; it is closed in the end
   * @param patience how long a write may take
   */
  public KafkaCommands(
      Producer<byte[], byte[]> producer,
      Serde<HistoryCommand> serde,
      AuditLog audit,
      InstantSource clock,
      Duration patience) {
    this.producer = producer;
    this.serde = serde;
    this.audit = audit;
    this.clock = clock;
    this.patience = patience;
  }

  @Override
  public void append(Issued issued) throws InterruptedException {
    String partnerId = issued.partnerId();
    int partition = PartnerPartitioner.partitionOf(partnerId, TopicCatalogue.EVENTS.partitions());
    try {
      byte[] value =
          serde.serializer().serialize(TOPIC, CommandRecords.toAvro(issued, clock.instant()));
      audit.write(entry(issued));
      producer
          .send(new ProducerRecord<>(TOPIC, partition, partnerId.getBytes(UTF_8), value))
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new CommandsUnavailableException(partnerId, e);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }

  private AuditEntry entry(Issued issued) {
    return audit
        .trail()
        .begin(issued.partnerId(), issued.author())
        .setAction(issued.command().wireName())
        .setResourceType("history")
        .setResourceId(issued.partnerId())
        .setVersion(0)
        .setBefore(CommandRecords.shown(issued.before()))
        .setAfter(CommandRecords.shown(issued))
        .build();
  }
}
