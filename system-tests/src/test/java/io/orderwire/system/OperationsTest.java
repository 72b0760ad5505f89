package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the guides for operations name is there: tests, metrics and lines of logs. */
class OperationsTest {
  private static final Pattern METRIC = Pattern.compile("`orderwire_([a-z_]+?)(?:_total)?`");
  private static final Pattern LOGGED = Pattern.compile("`\"([^`]+)\"`");
  private static final Pattern ROW = Pattern.compile("^\\| .*\\|$", Pattern.MULTILINE);

  @Test
  void tests_that_are_named_exist() throws IOException {
    TestSources.assertThatTestsExist(guide());
  }

  @Test
  void metrics_and_log_lines_that_are_named_exist() throws IOException {
    String programs =
        String.join("\n", TestSources.of("src/main/java").values()).replaceAll("\"\\s*\\+ \"", "");
    for (MatchResult metric : found(METRIC)) {
      String name = metric.group(1).replace('_', '.');
      String last = name.substring(name.lastIndexOf('.') + 1);
      assertThat(programs)
          .as(metric.group())
          .containsAnyOf("\"orderwire." + name + "\"", "(registry, \"" + last + "\",");
    }
    for (MatchResult line : found(LOGGED)) {
      assertThat(programs).as(line.group()).contains(line.group(1));
    }
  }

  @Test
  void every_fault_has_tests() throws IOException {
    String text = guide();
    for (String fault : text.substring(text.indexOf("\n## A local store")).split("\n## ", -1)) {
      assertThat(fault.isBlank() || TestSources.TEST.matcher(fault).find()).as(fault).isTrue();
      assertThat(ROW.matcher(fault).results().count() > 2 || fault.isBlank()).as(fault).isTrue();
    }
  }

  private static List<MatchResult> found(Pattern pattern) throws IOException {
    String moving = Files.readString(TestSources.ROOT.resolve("docs/operations-moving.md"));
    return pattern.matcher(guide() + moving).results().toList();
  }

  private static String guide() throws IOException {
    return Files.readString(TestSources.ROOT.resolve("docs/operations.md"));
  }
}
