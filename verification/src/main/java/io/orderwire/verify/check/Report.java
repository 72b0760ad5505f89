package io.orderwire.verify.check;

import java.util.List;
import java.util.Locale;

/**
 * The verdict on a recording.
 *
 * @param results one for each check
 */
public record Report(List<CheckResult> results) {

  /** Copies the list. */
  public Report {
    results = List.copyOf(results);
  }

  /** Whether every guarantee held. */
  public boolean holds() {
    return results.stream().allMatch(CheckResult::holds);
  }

  /**
   * One line a check, and below them the violations; each line ends with a line feed.
   *
   * @param most how many violations of each check are told of, the earliest
   */
  public String describe(int most) {
    StringBuilder text = new StringBuilder(1024);
    for (CheckResult result : results) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-16s %-9s %,15d examined %,9d violations\n",
              result.check(),
              result.holds() ? "holds" : "VIOLATED",
              result.examined(),
              result.found()));
    }
    for (CheckResult result : results) {
      List<Violation> told = result.violations().stream().limit(most).toList();
      told.forEach(violation -> text.append('\n').append(violation.describe()));
      long more = result.found() - told.size();
      if (more > 0) {
        text.append(String.format(Locale.ROOT, "\n%s: %,d more\n", result.check(), more));
      }
    }
    return text.toString();
  }
}
