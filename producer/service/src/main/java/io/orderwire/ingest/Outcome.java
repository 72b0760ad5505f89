package io.orderwire.ingest;

import io.orderwire.schemas.Violation;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of one event of a request. */
public sealed interface Outcome {

  /** The event's place in the request, from 0. */
  int index();

  /**
   * It is in the log.
   *
   * @param index the event's place in the request
   * @param eventId its identity, given or made
   * @param partition where it is
   * @param offset where it is, or -1 where the broker no longer knows
   */
  record Accepted(int index, UUID eventId, int partition, long offset) implements Outcome {}

  /**
   * It was not taken.
   *
   * @param index the event's place in the request
   * @param eventId its identity, where it is known
   * @param code the kind of reason
   * @param detail the reason, for people
   * @param violations the faults of an event that is invalid
   */
  record Rejected(
      int index, @Nullable UUID eventId, ErrorCode code, String detail, List<Violation> violations)
      implements Outcome {
    public Rejected {
      violations = List.copyOf(violations);
    }
  }
}
