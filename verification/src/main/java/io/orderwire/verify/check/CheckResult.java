package io.orderwire.verify.check;

import java.util.List;

/**
 * What a check found.
 *
 * @param check the guarantee
 * @param examined how many items or events it has looked at
 * @param found how many violations there are
 * @param violations the earliest of them, by time
 */
public record CheckResult(String check, long examined, long found, List<Violation> violations) {

  /** Copies the list. */
  public CheckResult {
    violations = List.copyOf(violations);
  }

  /** Whether the guarantee held. */
  public boolean holds() {
    return found == 0;
  }
}
