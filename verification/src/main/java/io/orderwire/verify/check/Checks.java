package io.orderwire.verify.check;

import io.orderwire.verify.record.Recording;
import java.util.List;

/** All guarantees. */
public final class Checks {
  private static final List<Check> ALL =
      List.of(
          new OrderCheck(),
          new CompletenessCheck(),
          new DuplicatesCheck(),
          new DeterminismCheck(),
          new IsolationCheck(),
          new DurabilityCheck(),
          new CursorCheck(),
          new LivenessCheck());

  private Checks() {}

  /** One check for each guarantee. */
  public static List<Check> all() {
    return ALL;
  }

  /**
   * Runs all checks, one after the other.
   *
   * @param most how many violations of each check are kept
   */
  public static Report run(Recording recording, int most) {
    return new Report(ALL.stream().map(check -> run(check, recording, most)).toList());
  }

  /** Runs one check. */
  public static CheckResult run(Check check, Recording recording, int most) {
    Findings findings = new Findings(check, recording, most);
    check.check(recording, findings);
    return findings.result();
  }
}
