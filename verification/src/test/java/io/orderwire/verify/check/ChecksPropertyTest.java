package io.orderwire.verify.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

class ChecksPropertyTest {
  private static final int MOST = 3;

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void a_run_that_keeps_its_promises_has_no_violation(@ForAll long seed) {
    Report report = Checks.run(RandomRun.of(seed).record(), MOST);

    assertThat(report.holds()).as(() -> report.describe(5)).isTrue();
  }

  @Property(tries = 1_500, shrinking = ShrinkingMode.OFF)
  void a_broken_promise_is_found_by_the_check_that_is_responsible(
      @ForAll Mutation mutation, @ForAll long seed) {
    Run run = RandomRun.of(seed);
    mutation.apply(run, new Random(seed));

    Report report = Checks.run(run.record(), MOST);

    assertThat(report.results())
        .as(() -> report.describe(5))
        .anyMatch(result -> result.check().equals(mutation.responsible) && !result.holds());
  }
}
