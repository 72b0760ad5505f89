package io.orderwire.verify.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.processes.RunFailedException;
import io.orderwire.verify.nemesis.FaultKind;
import io.orderwire.verify.record.Counts;
import io.orderwire.verify.record.Outcome;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerificationRunTest {
  private static final Map<Outcome, Long> SOME = Map.of(Outcome.ACKNOWLEDGED, 7L);
  private static final Set<FaultKind> KILL = Set.of(FaultKind.KILL);

  @Test
  void says_nothing_where_nothing_was_acknowledged() {
    Counts counts = counts(Map.of(Outcome.UNKNOWN, 7L), Map.of("kill", 1L));
    assertThatThrownBy(() -> VerificationRun.requireTried(counts, KILL))
        .isInstanceOf(RunFailedException.class)
        .hasMessage("No event was acknowledged");
  }

  @Test
  void says_nothing_where_no_fault_was_injected_though_some_were_wanted() {
    Counts counts = counts(SOME, Map.of());
    assertThatThrownBy(() -> VerificationRun.requireTried(counts, KILL))
        .isInstanceOf(RunFailedException.class)
        .hasMessage("No fault was injected");
    assertThatCode(() -> VerificationRun.requireTried(counts, Set.of())).doesNotThrowAnyException();
  }

  @Test
  void says_something_where_events_came_and_faults_too() {
    Counts counts = counts(SOME, Map.of("kill", 1L));
    assertThatCode(() -> VerificationRun.requireTried(counts, KILL)).doesNotThrowAnyException();
  }

  private static Counts counts(Map<Outcome, Long> events, Map<String, Long> faults) {
    return new Counts(events, 7, Map.of(), 7, 0, faults);
  }
}
