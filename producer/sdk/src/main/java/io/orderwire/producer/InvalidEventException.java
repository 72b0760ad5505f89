package io.orderwire.producer;

import io.orderwire.schemas.Violation;
import java.util.List;

/** The event breaks the rules. It was not sent and has no place in the order. */
public final class InvalidEventException extends PublishException {

  private final transient List<Violation> violations;

  /** For publishers, and for those that stand for one in tests. */
  public InvalidEventException(List<Violation> violations) {
    super("the event is invalid: " + violations, null);
    this.violations = List.copyOf(violations);
  }

  /** What is wrong, at least one. */
  public List<Violation> violations() {
    return violations;
  }
}
