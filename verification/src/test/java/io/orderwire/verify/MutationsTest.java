package io.orderwire.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.testkit.Patch;
import io.orderwire.verify.check.Check;
import io.orderwire.verify.check.Checks;
import io.orderwire.verify.nemesis.FaultKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That {@code .ci/mutations} could be called: it takes too long to be called here. */
class MutationsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path MUTATIONS = ROOT.resolve("verification/mutations");

  static List<Patch> mutations() throws IOException {
    return Patch.in(MUTATIONS);
  }

  @ParameterizedTest
  @MethodSource("mutations")
  void still_applies(Patch mutation) throws Exception {
    assertThat(mutation.refusal(ROOT)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("mutations")
  void changes_one_service(Patch mutation) {
    assertThat(mutation.changed().stream().map(file -> file.split("/", 2)[0]).distinct())
        .singleElement()
        .isIn("streams-processor", "delivery-adapters");
  }

  @ParameterizedTest
  @MethodSource("mutations")
  void names_a_bug_a_check_and_faults(Patch mutation) {
    assertThat(mutation.field("Bug")).isNotEmpty();
    assertThat(Checks.all()).extracting(Check::name).contains(mutation.field("Check"));
    List<String> run = Arrays.asList(mutation.field("Run").split(" "));
    String faults = run.get(run.indexOf("--faults") + 1);
    assertThat(faults).satisfies(names -> assertThat(isKnown(names)).isTrue());
  }

  @Test
  void each_check_is_to_find_one() throws IOException {
    assertThat(mutations().stream().map(mutation -> mutation.field("Check")))
        .containsAll(Checks.all().stream().map(Check::name).toList());
  }

  private static boolean isKnown(String faults) {
    return faults.equals("none") || !FaultKind.parse(faults).isEmpty();
  }
}
