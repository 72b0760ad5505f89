package io.orderwire.delivery.kafka.webhooks;

import io.orderwire.avro.WebhookEndpoint;
import io.orderwire.avro.WebhookEndpointKey;
import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.kafka.audit.AuditTrail;
import io.orderwire.delivery.kafka.ownership.Answer;
import io.orderwire.delivery.kafka.ownership.PartitionWriters;
import io.orderwire.delivery.kafka.ownership.Transaction;
import io.orderwire.delivery.kafka.tail.TopicTail;
import io.orderwire.delivery.webhook.Cause;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.Endpoints;
import io.orderwire.schemas.TopicCatalogue;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.serialization.Serde;

/**
 * The endpoints' topic. Every instance reads all of it, read committed; a partition is written by
 * its owner alone, through the {@link PartitionWriters}, each change with its entry in the audit.
 */
public final class KafkaEndpoints implements Endpoints, AutoCloseable {
  private static final Comparator<Endpoint> OLDEST_FIRST =
      Comparator.comparing(Endpoint::createdAt).thenComparing(Endpoint::id);

  private final EndpointTable table;
  private final PartitionWriters writers;
  private final AuditTrail audit;
  private final TopicTail tail;

  /**
   * Endpoints that are not read yet.
   *
   * @param consumer reads committed records only; it is closed in the end
   * @param writers are told of the topic, and are not closed
   * @param audit takes an entry with each change
   */
  public KafkaEndpoints(
      Consumer<byte[], byte[]> consumer,
      PartitionWriters writers,
      EndpointSerdes serdes,
      AuditTrail audit) {
    this.table = new EndpointTable(serdes);
    this.writers = writers;
    this.audit = audit;
    this.tail = new TopicTail(TopicCatalogue.WEBHOOK_ENDPOINTS, consumer, table::take);
    writers.follow(TopicCatalogue.WEBHOOK_ENDPOINTS, tail);
  }

  /**
   * How endpoints are written and read.
   *
   * @param key the endpoint's id and its partner's
   * @param value the endpoint
   */
  public record EndpointSerdes(Serde<WebhookEndpointKey> key, Serde<WebhookEndpoint> value) {}

  /** Begins to read, in a thread of this factory. */
  public void start(ThreadFactory threads) {
    tail.start(threads);
  }

  /** How many records could not be understood, and were passed over. */
  public long malformed() {
    return table.malformed();
  }

  @Override
  public boolean isComplete() {
    return tail.isCaughtUp();
  }

  @Override
  public List<Endpoint> of(String partnerId) {
    return table.of(partnerId).values().stream().sorted(OLDEST_FIRST).toList();
  }

  @Override
  public List<Endpoint> all() {
    return table.all().stream().map(Map::values).flatMap(Collection::stream).toList();
  }

  @Override
  public Optional<Endpoint> find(String partnerId, String endpointId) {
    return Optional.ofNullable(table.of(partnerId).get(endpointId));
  }

  @Override
  public Written save(Endpoint endpoint, Cause cause) throws InterruptedException {
    return written(
        writers.ask(endpoint.partnerId(), transaction -> save(transaction, endpoint, cause)));
  }

  @Override
  public Written remove(Endpoint endpoint, Cause cause) throws InterruptedException {
    return written(
        writers.ask(endpoint.partnerId(), transaction -> remove(transaction, endpoint, cause)));
  }

  @Override
  public Written confirm(Endpoint endpoint) throws InterruptedException {
    return written(
        writers.ask(
            endpoint.partnerId(),
            transaction -> {
              Map<String, Endpoint> known = transaction.of(table, endpoint.partnerId());
              return versionOf(known, endpoint.id()) == endpoint.version()
                  ? new Written.Stored()
                  : new Written.Outdated();
            }));
  }

  /**
   * Removes all endpoints of a partner that is removed; what they were is in no entry of the audit
   * for it.
   */
  public void removeAll(Transaction transaction, String partnerId, Author author) {
    for (Endpoint endpoint : transaction.of(table, partnerId).values()) {
      audit.append(transaction, AuditRecords.removal(audit, author, endpoint));
    }
    transaction.removeAll(table, partnerId);
  }

  @Override
  public void onChange(BiConsumer<String, String> listener) {
    table.onChange(listener);
  }

  @Override
  public void close() {
    tail.close();
  }

  private Written save(Transaction transaction, Endpoint endpoint, Cause cause) {
    Map<String, Endpoint> known = transaction.of(table, endpoint.partnerId());
    if (versionOf(known, endpoint.id()) != endpoint.version() - 1) {
      return new Written.Outdated();
    }
    if (endpoint.version() == 1 && known.size() >= Endpoint.MOST_OF_A_PARTNER) {
      return new Written.TooMany();
    }
    transaction.put(table, endpoint.partnerId(), endpoint.id(), endpoint);
    audit.append(
        transaction,
        AuditRecords.toAvro(
            audit, cause, Optional.ofNullable(known.get(endpoint.id())), Optional.of(endpoint)));
    return new Written.Stored();
  }

  private Written remove(Transaction transaction, Endpoint endpoint, Cause cause) {
    Map<String, Endpoint> known = transaction.of(table, endpoint.partnerId());
    if (versionOf(known, endpoint.id()) != endpoint.version()) {
      return new Written.Outdated();
    }
    transaction.remove(table, endpoint.partnerId(), endpoint.id());
    audit.append(
        transaction,
        AuditRecords.toAvro(
            audit, cause, Optional.ofNullable(known.get(endpoint.id())), Optional.empty()));
    return new Written.Stored();
  }

  /** The stored version; 0 for none. */
  private static long versionOf(Map<String, Endpoint> known, String endpointId) {
    Endpoint stored = known.get(endpointId);
    return stored == null ? 0 : stored.version();
  }

  private static Written written(Answer<Written> answer) {
    return switch (answer) {
      case Answer.Decided(Written written) -> written;
      case Answer.NotOwner<Written> _ -> new Written.NotOwner();
      case Answer.Unavailable<Written> _ -> new Written.Unavailable();
    };
  }
}
