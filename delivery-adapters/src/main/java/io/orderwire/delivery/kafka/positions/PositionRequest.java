package io.orderwire.delivery.kafka.positions;

import io.orderwire.avro.SubscriptionKey;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.subscription.Positions.Outcome;
import java.util.concurrent.CompletableFuture;

/** A position to be stored; {@code outcome} is completed when it is decided. */
record PositionRequest(
    String partnerId,
    String subscriptionId,
    Position position,
    CompletableFuture<Outcome> outcome) {
  PositionRequest(String partnerId, String subscriptionId, Position position) {
    this(partnerId, subscriptionId, position, new CompletableFuture<>());
  }

  SubscriptionKey key() {
    return new SubscriptionKey(partnerId, subscriptionId);
  }
}
