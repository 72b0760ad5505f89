package io.orderwire.ingest;

import io.orderwire.avro.OrderEvent;
import io.orderwire.producer.Published;
import java.util.concurrent.CompletableFuture;

/** One request's way to the broker; keeps the order of each partner's events. */
@FunctionalInterface
public interface Destination {

  /**
   * Hands an event over; may wait for room.
   *
   * @return fails with an {@link io.orderwire.producer.PublishException}
   */
  CompletableFuture<Published> publish(OrderEvent event);
}
