package io.orderwire.delivery.kafka.partners;

import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.kafka.ownership.Answer;
import io.orderwire.delivery.kafka.ownership.PartitionWriters;
import io.orderwire.delivery.kafka.ownership.Transaction;
import io.orderwire.delivery.partner.Belongings;
import java.util.List;

/**
 * What the owner of a partner's partition writes, removed in one transaction. Each topic gets a
 * record even where nothing is left in it: a day later that is what has Kafka close the segment
 * that holds what was removed, which it compacts then.
 */
public final class KafkaBelongings implements Belongings {
  private final PartitionWriters writers;
  private final List<Part> parts;

  /** Over all topics in which a partner may have something. */
  public KafkaBelongings(PartitionWriters writers, List<Part> parts) {
    this.writers = writers;
    this.parts = List.copyOf(parts);
  }

  /** One of the topics. */
  @FunctionalInterface
  public interface Part {
    /** Removes all that a partner has there. */
    void removeAll(Transaction transaction, String partnerId, Author author);
  }

  @Override
  public Removed removeAll(String partnerId, Author author) throws InterruptedException {
    Answer<Removed> answer =
        writers.ask(
            partnerId,
            transaction -> {
              parts.forEach(part -> part.removeAll(transaction, partnerId, author));
              return new Removed.Done();
            });
    return switch (answer) {
      case Answer.Decided(Removed done) -> done;
      case Answer.NotOwner<Removed> _ -> new Removed.NotOwner();
      case Answer.Unavailable<Removed> _ -> new Removed.Unavailable();
    };
  }
}
