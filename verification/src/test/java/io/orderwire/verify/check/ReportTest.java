package io.orderwire.verify.check;

import static io.orderwire.verify.check.Scenario.ACME;
import static io.orderwire.verify.check.Scenario.e;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  private final Scenario scenario = new Scenario();

  @Test
  void an_empty_recording_holds() {
    assertThat(Checks.run(scenario.recording(), 5).holds()).isTrue();
  }

  @Test
  void a_recording_with_a_violation_does_not_hold() {
    scenario.stream(ACME, "s", e(2));

    assertThat(Checks.run(scenario.recording(), 5).holds()).isFalse();
  }

  @Test
  void there_is_one_result_for_each_guarantee() {
    assertThat(Checks.run(scenario.recording(), 5).results())
        .extracting(CheckResult::check)
        .containsExactly(
            "order",
            "completeness",
            "no duplicates",
            "determinism",
            "isolation",
            "durability",
            "cursor validity",
            "liveness");
  }

  @Test
  void keeps_the_earliest_violations_and_counts_the_rest() {
    scenario.stream(ACME, "s", e(1), e(3), e(5), e(7), e(9));

    CheckResult result = Checks.run(new OrderCheck(), scenario.recording(), 3);

    assertThat(result.found()).isEqualTo(4);
    assertThat(result.violations()).extracting(Violation::seen).containsExactly("e3", "e5", "e7");
  }

  @Test
  void the_earliest_may_be_found_last() {
    Findings findings = new Findings(new OrderCheck(), scenario.recording(), 2);
    for (long at : List.of(5L, 9L, 3L, 7L)) {
      findings.add(ACME, "stream", at, "other", "at " + at, List::of);
    }

    assertThat(findings.result().found()).isEqualTo(4);
    assertThat(findings.result().violations())
        .extracting(Violation::seen)
        .containsExactly("at 3", "at 5");
  }

  @Test
  void tells_of_some_violations_and_how_many_more_there_are() {
    scenario.stream(ACME, "s", e(1), e(3), e(5), e(7), e(9));

    assertThat(Checks.run(scenario.recording(), 3).describe(1))
        .contains("seen     e3\n")
        .doesNotContain("seen     e5\n")
        .contains("order: 3 more\n");
  }

  @Test
  void a_channel_that_is_called_as_its_kind_is_named_once() {
    scenario.stream(ACME, "stream", e(2));

    assertThat(scenario.check(new OrderCheck()).violations().getFirst().channel())
        .isEqualTo("stream");
  }

  @Test
  void a_violation_shows_its_neighbours_and_the_place() {
    scenario.stream(ACME, "s", e(1), e(2), e(3), e(5), e(6));

    Violation violation = scenario.check(new OrderCheck()).violations().getFirst();

    assertThat(violation.neighbours()).hasSize(4);
    assertThat(violation.neighbours().get(2)).startsWith("> e5 tok-").contains("of adapter-1");
  }

  @Test
  void a_violation_names_the_faults_near_in_time() {
    fault("pause", "broker-1");
    scenario.passTime(Duration.ofMinutes(2));
    fault("kill", "processor-1");
    scenario.stream(ACME, "s", e(2));

    Violation violation = scenario.check(new OrderCheck()).violations().getFirst();

    assertThat(violation.faults()).hasSize(1);
    assertThat(violation.faults().getFirst()).startsWith("kill processor-1, from +120.");
  }

  @Test
  void names_a_fault_that_is_not_over() {
    scenario.recorder.faultBegan("pause", "adapter-1");
    scenario.passTime(Duration.ofMinutes(5)).stream(ACME, "s", e(2));

    Violation violation = scenario.check(new OrderCheck()).violations().getFirst();

    assertThat(violation.faults()).singleElement().asString().endsWith("not over");
  }

  @Test
  void describes_itself_in_lines() {
    scenario.stream(ACME, "s", e(1), e(3));

    String text = Checks.run(scenario.recording(), 5).describe(5);

    assertThat(text)
        .contains("order            VIOLATED ")
        .contains("isolation        holds ")
        .contains("order: partner acme, stream s, at +0.0")
        .contains("  expected e2\n  seen     e3\n");
  }

  private void fault(String kind, String target) {
    scenario.recorder.faultEnded(scenario.recorder.faultBegan(kind, target));
  }
}
