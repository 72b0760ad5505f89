package io.orderwire.delivery.kafka.webhooks;

import io.orderwire.avro.AuditEntry;
import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.kafka.audit.AuditJson;
import io.orderwire.delivery.kafka.audit.AuditTrail;
import io.orderwire.delivery.kafka.ownership.PartitionWriters;
import io.orderwire.delivery.kafka.ownership.Transaction;
import io.orderwire.delivery.kafka.tail.TopicTail;
import io.orderwire.delivery.webhook.factor.SecondFactor;
import io.orderwire.delivery.webhook.factor.SecondFactors;
import io.orderwire.schemas.TopicCatalogue;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.serialization.Serde;

/**
 * The second factors' topic. Every instance reads all of it, read committed; a partition is written
 * by its owner alone, through the {@link PartitionWriters}, where each decision knows all before
 * it: that is why a code counts once only.
 */
public final class KafkaSecondFactors implements SecondFactors, AutoCloseable {
  private final FactorTable table;
  private final PartitionWriters writers;
  private final AuditTrail audit;
  private final TopicTail tail;

  /**
   * Second factors that are not read yet.
   *
   * @param consumer reads committed records only; it is closed in the end
   * @param writers are told of the topic, and are not closed
   * @param audit takes an entry with each change that is to have one
   */
  public KafkaSecondFactors(
      Consumer<byte[], byte[]> consumer,
      PartitionWriters writers,
      Serde<io.orderwire.avro.SecondFactor> values,
      AuditTrail audit) {
    this.table = new FactorTable(values);
    this.writers = writers;
    this.audit = audit;
    this.tail = new TopicTail(TopicCatalogue.SECOND_FACTORS, consumer, table::take);
    writers.follow(TopicCatalogue.SECOND_FACTORS, tail);
  }

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
  public Optional<SecondFactor> find(String partnerId) {
    return Optional.ofNullable(table.of(partnerId).get(FactorTable.ID));
  }

  @Override
  public <A> Answer<A> decide(
      String partnerId, Function<Optional<SecondFactor>, Decision<A>> decision)
      throws InterruptedException {
    return switch (writers.ask(
        partnerId, transaction -> decide(transaction, partnerId, decision))) {
      case io.orderwire.delivery.kafka.ownership.Answer.Decided<A>(A value) ->
          new Answer.Decided<>(value);
      case io.orderwire.delivery.kafka.ownership.Answer.NotOwner<A> _ -> new Answer.NotOwner<>();
      case io.orderwire.delivery.kafka.ownership.Answer.Unavailable<A> _ ->
          new Answer.Unavailable<>();
    };
  }

  /** Removes the factor of a partner that is removed. */
  public void removeAll(Transaction transaction, String partnerId, Author author) {
    transaction
        .find(table, partnerId, FactorTable.ID)
        .ifPresent(
            factor ->
                audit.append(
                    transaction,
                    entry(
                        partnerId,
                        new Change(Change.Kind.REMOVED, author),
                        Optional.of(factor),
                        Optional.empty())));
    transaction.removeAll(table, partnerId);
  }

  @Override
  public void close() {
    tail.close();
  }

  private <A> A decide(
      Transaction transaction,
      String partnerId,
      Function<Optional<SecondFactor>, Decision<A>> decision) {
    Optional<SecondFactor> stored = transaction.find(table, partnerId, FactorTable.ID);
    Decision<A> decided = decision.apply(stored);
    if (decided.next().isPresent() && !decided.next().equals(stored)) {
      transaction.put(table, partnerId, FactorTable.ID, decided.next().get());
    } else if (decided.next().isEmpty() && stored.isPresent()) {
      transaction.remove(table, partnerId, FactorTable.ID);
    }
    decided
        .change()
        .ifPresent(
            change -> audit.append(transaction, entry(partnerId, change, stored, decided.next())));
    return decided.answer();
  }

  private AuditEntry entry(
      String partnerId,
      Change change,
      Optional<SecondFactor> before,
      Optional<SecondFactor> after) {
    return audit
        .begin(partnerId, change.author())
        .setAction(change.kind().wireName())
        .setResourceType("second_factor")
        .setResourceId(partnerId)
        .setVersion(after.or(() -> before).map(SecondFactor::version).orElse(0L))
        .setBefore(before.map(this::shown).orElse(null))
        .setAfter(after.map(this::shown).orElse(null))
        .build();
  }

  /** Without the secret, which is bytes. */
  private String shown(SecondFactor factor) {
    return AuditJson.of(table.toAvro(factor)).toString();
  }
}
