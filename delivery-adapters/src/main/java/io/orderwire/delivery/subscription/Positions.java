package io.orderwire.delivery.subscription;

import io.orderwire.delivery.history.Position;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The stored positions of subscriptions. Safe for use by many threads. */
public interface Positions {
  /** Name of the subscription whose position the partner acknowledges itself. */
  String POLLING = "polling";

  /** All positions of a partner by subscription id. Never blocks. */
  Map<String, Stored> of(String partnerId);

  /** The position of one subscription. Never blocks. */
  default Optional<Stored> find(String partnerId, String subscriptionId) {
    return Optional.ofNullable(of(partnerId).get(subscriptionId));
  }

  /**
   * Stores a position, never one behind the stored one. Blocks until this instance has read the
   * write back.
   */
  Outcome advance(String partnerId, String subscriptionId, Position position)
      throws InterruptedException;

  /**
   * A stored position.
   *
   * @param position the last processed item
   * @param updatedAt when it was written
   */
  record Stored(Position position, Instant updatedAt) {}

  /** How a write went. */
  sealed interface Outcome {
    /** Stored; {@code position} is what is stored now, which may be ahead of what was asked. */
    record Advanced(Position position) implements Outcome {}

    /** This instance does not own the partner's partition. */
    record NotOwner() implements Outcome {}

    /** The broker did not take the write in time. */
    record Unavailable() implements Outcome {}
  }
}
