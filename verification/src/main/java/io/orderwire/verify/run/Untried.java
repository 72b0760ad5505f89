package io.orderwire.verify.run;

import io.orderwire.verify.nemesis.FaultKind;
import io.orderwire.verify.nemesis.PlannedFault;
import io.orderwire.verify.record.Counts;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The kinds of faults that were asked for and never came: that guarantees held says nothing of
 * them.
 *
 * @param missed those that were planned, so that there was time, and never injected: their moment
 *     did not come, or others took their time
 * @param unplanned those for which the run was too short
 */
record Untried(List<FaultKind> missed, List<FaultKind> unplanned) {

  /** Copies the lists. */
  Untried {
    missed = List.copyOf(missed);
    unplanned = List.copyOf(unplanned);
  }

  static Untried of(Set<FaultKind> wanted, List<PlannedFault> plan, Counts counts) {
    Set<FaultKind> never = EnumSet.noneOf(FaultKind.class);
    never.addAll(wanted);
    never.removeIf(kind -> counts.faults().containsKey(kind.code()));
    Set<FaultKind> planned =
        plan.stream()
            .map(PlannedFault::kind)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(FaultKind.class)));
    return new Untried(
        never.stream().filter(planned::contains).toList(),
        never.stream().filter(kind -> !planned.contains(kind)).toList());
  }

  /** Lines for people. */
  List<String> describe() {
    List<String> lines = new ArrayList<>();
    if (!missed.isEmpty()) {
      lines.add(
          "NOT TRIED, though there was time: %s. The run says nothing of them: run it longer."
              .formatted(codes(missed)));
    }
    if (!unplanned.isEmpty()) {
      lines.add(
          "Not tried, as the run was too short for them: %s. It says nothing of them."
              .formatted(codes(unplanned)));
    }
    return lines;
  }

  private static String codes(List<FaultKind> kinds) {
    return kinds.stream().map(FaultKind::code).collect(Collectors.joining(", "));
  }
}
