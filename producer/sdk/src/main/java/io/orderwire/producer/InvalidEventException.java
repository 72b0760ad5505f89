package io.orderwire.producer;

import io.orderwire.schemas.Violation;
import java.util.List;

/** The event breaks the rules. It was not sent and has no place in the order. */
public final class InvalidEventException extends PublishException {

  private final transient List<Violation> violations;

  InvalidEventException(List<Violation> violations) {
    super("the event is invalid: " + violations, null);
    this.violations = List.copyOf(violations);
  }

  /** What is wrong, at least one. */
  public List<Violation> violations() {
    return violations;
  }
}
