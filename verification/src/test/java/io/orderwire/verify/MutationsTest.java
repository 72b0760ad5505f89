package io.orderwire.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.verify.check.Check;
import io.orderwire.verify.check.Checks;
import io.orderwire.verify.nemesis.FaultKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That {@code .ci/mutations} could be called: it takes too long to be called here. */
class MutationsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path MUTATIONS = ROOT.resolve("verification/mutations");

  static List<Path> mutations() throws IOException {
    try (Stream<Path> files = Files.list(MUTATIONS)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("mutations")
  void still_applies(Path mutation) throws Exception {
    Process git =
        new ProcessBuilder("git", "apply", "--check", mutation.toString())
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(git.getInputStream().readAllBytes(), UTF_8);
    assertThat(git.waitFor()).as(output).isZero();
  }

  @ParameterizedTest
  @MethodSource("mutations")
  void changes_one_service(Path mutation) throws IOException {
    assertThat(
            Files.readAllLines(mutation).stream()
                .filter(line -> line.startsWith("+++ b/"))
                .map(line -> line.substring("+++ b/".length()).split("/", 2)[0])
                .distinct())
        .singleElement()
        .isIn("streams-processor", "delivery-adapters");
  }

  @ParameterizedTest
  @MethodSource("mutations")
  void names_a_bug_a_check_and_faults(Path mutation) throws IOException {
    assertThat(field(mutation, "Bug")).isNotEmpty();
    assertThat(Checks.all()).extracting(Check::name).contains(field(mutation, "Check"));
    List<String> run = Arrays.asList(field(mutation, "Run").split(" "));
    String faults = run.get(run.indexOf("--faults") + 1);
    assertThat(faults).satisfies(names -> assertThat(isKnown(names)).isTrue());
  }

  @Test
  void each_check_is_to_find_one() throws IOException {
    assertThat(mutations().stream().map(mutation -> field(mutation, "Check")))
        .containsAll(Checks.all().stream().map(Check::name).toList());
  }

  private static boolean isKnown(String faults) {
    return faults.equals("none") || !FaultKind.parse(faults).isEmpty();
  }

  private static String field(Path mutation, String name) {
    try (Stream<String> lines = Files.lines(mutation)) {
      return lines
          .filter(line -> line.startsWith(name + ": "))
          .map(line -> line.substring(name.length() + 2))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
