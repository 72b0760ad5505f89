package io.orderwire.delivery.webhook;

import io.orderwire.delivery.history.Position;
import java.util.Optional;
import java.util.Set;

/** What somebody has done with an endpoint that leaves it as it is stored. */
public sealed interface Operation {
  /** Its name in the record of changes. */
  String wireName();

  /** A message of the type {@code endpoint.test} is sent. */
  record Test() implements Operation {
    @Override
    public String wireName() {
      return "tested";
    }
  }

  /**
   * Parked items are made due.
   *
   * @param items which of them; empty for all
   */
  record RetryParked(Optional<Set<Position>> items) implements Operation {
    /** Makes the set unmodifiable. */
    public RetryParked {
      items = items.map(Set::copyOf);
    }

    @Override
    public String wireName() {
      return "parked_retried";
    }
  }
}
