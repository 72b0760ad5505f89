package io.orderwire.verify.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.verify.check.CheckResult;
import io.orderwire.verify.check.Report;
import io.orderwire.verify.nemesis.FaultKind;
import io.orderwire.verify.nemesis.PlannedFault;
import io.orderwire.verify.record.Counts;
import io.orderwire.verify.record.Outcome;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UntriedTest {
  private static final Set<FaultKind> WANTED =
      EnumSet.of(FaultKind.KILL, FaultKind.KILL_AT_COMMIT, FaultKind.SLOW_DISK);

  @Test
  void what_was_planned_and_never_came_is_missed() {
    Untried untried = untried(WANTED, "kill", "slow-disk");

    assertThat(untried.missed()).containsExactly(FaultKind.KILL_AT_COMMIT);
    assertThat(untried.unplanned()).isEmpty();
    assertThat(untried.describe())
        .singleElement()
        .asString()
        .startsWith("NOT TRIED, though there was time: kill-at-commit.");
    assertThat(VerifyCommand.exitCode(verdict(untried, true))).isEqualTo(VerifyCommand.FAILED);
  }

  @Test
  void for_what_a_run_was_too_short_it_is_told_and_does_not_fail() {
    Untried untried = untried(EnumSet.of(FaultKind.KILL), "kill");

    assertThat(untried.missed()).isEmpty();
    assertThat(untried.unplanned()).containsExactly(FaultKind.SLOW_DISK, FaultKind.KILL_AT_COMMIT);
    assertThat(untried.describe())
        .containsExactly(
            "Not tried, as the run was too short for them: slow-disk, kill-at-commit. It says"
                + " nothing of them.");
    assertThat(VerifyCommand.exitCode(verdict(untried, true))).isZero();
  }

  @Test
  void where_all_came_nothing_is_said() {
    Untried untried = untried(WANTED, "kill", "kill-at-commit", "slow-disk", "ended-by-itself");

    assertThat(untried.describe()).isEmpty();
    assertThat(VerifyCommand.exitCode(verdict(untried, true))).isZero();
  }

  @Test
  void what_ended_by_itself_stands_for_nothing_that_was_asked_for() {
    assertThat(untried(WANTED, "ended-by-itself").missed()).containsExactlyElementsOf(WANTED);
  }

  @Test
  void a_violation_is_one_whatever_was_not_tried() {
    assertThat(VerifyCommand.exitCode(verdict(untried(WANTED, "kill"), false))).isEqualTo(1);
  }

  /** A short run plans less than all kinds, and a long one all of them. */
  @Test
  void only_short_runs_leave_kinds_out() {
    Set<FaultKind> kinds = EnumSet.allOf(FaultKind.class);
    kinds.removeIf(kind -> kind.needsDisk() || kind == FaultKind.CLOCK_JUMP);
    Counts nothing = counts();

    assertThat(Untried.of(kinds, plan(1, kinds), nothing).unplanned()).isNotEmpty();
    assertThat(Untried.of(kinds, plan(30, kinds), nothing).unplanned()).isEmpty();
  }

  private static List<PlannedFault> plan(int minutes, Set<FaultKind> kinds) {
    return new RunSettings(Duration.ofMinutes(minutes), 7, kinds, 100, 6, 3, 2, 2).plan();
  }

  private static Untried untried(Set<FaultKind> planned, String... injected) {
    List<PlannedFault> plan =
        new RunSettings(Duration.ofMinutes(1), 7, Set.of(FaultKind.KILL), 100, 6, 1, 1, 1).plan();
    PlannedFault any = plan.getFirst();
    return Untried.of(
        WANTED,
        planned.stream()
            .map(kind -> new PlannedFault(any.at(), kind, any.target(), null, any.lasting()))
            .toList(),
        counts(injected));
  }

  private static VerificationRun.Verdict verdict(Untried untried, boolean holds) {
    CheckResult order = new CheckResult("order", 7, holds ? 0 : 1, List.of());
    return new VerificationRun.Verdict(counts(), untried, new Report(List.of(order)));
  }

  private static Counts counts(String... faults) {
    Map<String, Long> injected = new TreeMap<>();
    for (String fault : faults) {
      injected.put(fault, 1L);
    }
    return new Counts(Map.of(Outcome.ACKNOWLEDGED, 7L), 7, Map.of(), 7, 0, injected);
  }
}
