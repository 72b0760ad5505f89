package io.orderwire.producer.json;

import io.orderwire.avro.OrderEvent;
import io.orderwire.schemas.Violation;
import java.util.List;

/** What became of one piece of event JSON. */
public sealed interface Parsed {

  /**
   * A valid event.
   *
   * @param event the event; {@link io.orderwire.schemas.EventRules#check} has passed it
   */
  record Valid(OrderEvent event) implements Parsed {}

  /**
   * Not a valid event.
   *
   * @param reason what kind of fault it is
   * @param violations the faults, 1 to 100; the field is a path such as {@code
   *     data.items[2].amount}, or empty where the fault is in the JSON itself
   */
  record Invalid(Reason reason, List<Violation> violations) implements Parsed {
    public Invalid {
      violations = List.copyOf(violations);
      if (violations.isEmpty()) {
        throw new IllegalArgumentException("an invalid event has a violation");
      }
    }
  }

  /** The kinds of fault. */
  enum Reason {
    /** Not JSON, or not JSON that is accepted here (encoding, nesting, lengths, repeated keys). */
    INVALID_JSON,
    /** JSON, but not a valid event. */
    INVALID_EVENT,
    /** Longer than {@link io.orderwire.schemas.EventRules#MAX_EVENT_BYTES}. */
    TOO_LARGE
  }
}
