package io.orderwire.delivery.kafka.positions;

import io.orderwire.avro.DeliveryPosition;
import io.orderwire.avro.SubscriptionKey;
import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.kafka.ownership.Answer;
import io.orderwire.delivery.kafka.ownership.Decision;
import io.orderwire.delivery.kafka.ownership.PartitionWriters;
import io.orderwire.delivery.kafka.ownership.Transaction;
import io.orderwire.delivery.kafka.tail.TopicTail;
import io.orderwire.delivery.subscription.Positions;
import io.orderwire.delivery.subscription.Progress;
import io.orderwire.delivery.subscription.ProgressStore;
import io.orderwire.schemas.TopicCatalogue;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.serialization.Serde;

/**
 * The positions' topic. Every instance reads all of it, read committed; a partition is written by
 * its owner alone, through the {@link PartitionWriters}. A position is progress with nothing done
 * out of sequence, so both are stored alike, and each is seen as the other.
 */
public final class KafkaPositions implements Positions, ProgressStore, AutoCloseable {
  private final PositionTable table;
  private final PartitionWriters writers;
  private final InstantSource clock;
  private final TopicTail tail;

  /**
   * Positions that are not read yet.
   *
   * @param consumer reads committed records only; it is closed in the end
   * @param writers are told of the topic, and are not closed
   */
  public KafkaPositions(
      Consumer<byte[], byte[]> consumer,
      PartitionWriters writers,
      PositionSerdes serdes,
      InstantSource clock) {
    this.table = new PositionTable(serdes);
    this.writers = writers;
    this.clock = clock;
    this.tail = new TopicTail(TopicCatalogue.POSITIONS, consumer, table::take);
    writers.follow(TopicCatalogue.POSITIONS, tail);
  }

  /**
   * How positions are written and read.
   *
   * @param key the subscription
   * @param value its position
   */
  public record PositionSerdes(Serde<SubscriptionKey> key, Serde<DeliveryPosition> value) {}

  /** Begins to read, in a thread of this factory. */
  public void start(ThreadFactory threads) {
    tail.start(threads);
  }

  /** Whether all positions are known that there were at the start. */
  public boolean isCaughtUp() {
    return tail.isCaughtUp();
  }

  /** How many records could not be understood, and were passed over. */
  public long malformed() {
    return table.malformed();
  }

  @Override
  public Map<String, Stored> of(String partnerId) {
    return table.of(partnerId).entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue().toStored()));
  }

  @Override
  public Optional<Stored> find(String partnerId, String subscriptionId) {
    return Optional.ofNullable(table.of(partnerId).get(subscriptionId))
        .map(StoredProgress::toStored);
  }

  @Override
  public Outcome advance(String partnerId, String subscriptionId, Position position)
      throws InterruptedException {
    return switch (writers.ask(
        partnerId, transaction -> advance(transaction, partnerId, subscriptionId, position))) {
      case Answer.Decided(Position stored) -> new Outcome.Advanced(stored);
      case Answer.NotOwner<Position> _ -> new Outcome.NotOwner();
      case Answer.Unavailable<Position> _ -> new Outcome.Unavailable();
    };
  }

  /** Stores a position that is ahead of the stored one; whichever is ahead is the answer. */
  private Position advance(
      Transaction transaction, String partnerId, String subscriptionId, Position position) {
    StoredProgress known =
        transaction
            .find(table, partnerId, subscriptionId)
            .orElseGet(() -> new StoredProgress(Progress.at(Position.START), Instant.EPOCH));
    if (position.compareTo(known.progress().position()) <= 0) {
      return known.progress().position();
    }
    transaction.put(table, partnerId, subscriptionId, known.advancedTo(position, now()));
    return position;
  }

  @Override
  public Loaded load(String partnerId, String subscriptionId) throws InterruptedException {
    return switch (writers.ask(
        partnerId, transaction -> transaction.find(table, partnerId, subscriptionId))) {
      case Answer.Decided(Optional<StoredProgress> found) ->
          new Loaded.Found(
              found.map(StoredProgress::progress),
              found.map(StoredProgress::updatedAt).orElse(Instant.EPOCH));
      case Answer.NotOwner<Optional<StoredProgress>> _ -> new Loaded.NotOwner();
      case Answer.Unavailable<Optional<StoredProgress>> _ -> new Loaded.Unavailable();
    };
  }

  @Override
  public Written store(
      String partnerId, String subscriptionId, Optional<Progress> before, Progress progress)
      throws InterruptedException {
    return written(writers.ask(partnerId, replacing(partnerId, subscriptionId, before, progress)));
  }

  @Override
  public void storeLater(
      String partnerId,
      String subscriptionId,
      Optional<Progress> before,
      Progress progress,
      boolean urgent,
      java.util.function.Consumer<Written> stored) {
    writers.tell(
        partnerId,
        replacing(partnerId, subscriptionId, before, progress),
        urgent,
        answer -> stored.accept(written(answer)));
  }

  private Decision<Written> replacing(
      String partnerId, String subscriptionId, Optional<Progress> before, Progress progress) {
    return transaction -> {
      Optional<Progress> stored =
          transaction.find(table, partnerId, subscriptionId).map(StoredProgress::progress);
      if (!stored.equals(before)) {
        return new Written.Outdated();
      }
      transaction.put(table, partnerId, subscriptionId, new StoredProgress(progress, now()));
      return new Written.Stored();
    };
  }

  @Override
  public Written remove(String partnerId, String subscriptionId) throws InterruptedException {
    return written(
        writers.ask(
            partnerId,
            transaction -> {
              if (transaction.find(table, partnerId, subscriptionId).isPresent()) {
                transaction.remove(table, partnerId, subscriptionId);
              }
              return new Written.Stored();
            }));
  }

  /** Removes all positions of a partner. */
  public void removeAll(Transaction transaction, String partnerId, Author author) {
    transaction.removeAll(table, partnerId);
  }

  @Override
  public void close() {
    tail.close();
  }

  private static Written written(Answer<Written> answer) {
    return switch (answer) {
      case Answer.Decided(Written decided) -> decided;
      case Answer.NotOwner<Written> _ -> new Written.NotOwner();
      case Answer.Unavailable<Written> _ -> new Written.Unavailable();
    };
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
