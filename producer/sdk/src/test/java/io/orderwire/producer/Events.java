package io.orderwire.producer;

import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderEvent;
import java.time.Instant;
import java.util.UUID;

/** Events for tests. */
final class Events {

  private Events() {}

  /** A valid event, told from others by its number. */
  static OrderEvent event(String partner, int number) {
    return new OrderEvent(
        new UUID(partner.hashCode(), number),
        partner,
        "o-" + number,
        Instant.EPOCH,
        new OrderCancelled("system", "test"));
  }
}
