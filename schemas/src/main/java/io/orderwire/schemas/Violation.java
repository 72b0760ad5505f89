package io.orderwire.schemas;

import static java.util.Objects.requireNonNull;

/**
 * A rule that an event breaks.
 *
 * @param field where, as a path in the event's JSON, like {@code data.items[2].amount}
 * @param reason what is wrong, for people; never holds the offending value itself
 */
public record Violation(String field, String reason) {
  public Violation {
    requireNonNull(field, "field");
    requireNonNull(reason, "reason");
  }
}
