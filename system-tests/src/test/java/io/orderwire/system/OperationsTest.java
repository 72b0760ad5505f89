package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the guides for operations name is there: tests, metrics and lines of logs. */
class OperationsTest {
  private static final Path ROOT = Path.of(System.getProperty("orderwire.root"));
  private static final Pattern TEST =
      Pattern.compile("`([A-Z][A-Za-z]+(?:Test|IT))(?:\\.([a-z_0-9]+))?`");
  private static final Pattern METRIC = Pattern.compile("`orderwire_([a-z_]+?)(?:_total)?`");
  private static final Pattern LOGGED = Pattern.compile("`\"([^`]+)\"`");
  private static final Pattern ROW = Pattern.compile("^\\| .*\\|$", Pattern.MULTILINE);

  @Test
  void tests_that_are_named_exist() throws IOException {
    Map<String, String> tests = sources("src/test/java");
    List<MatchResult> named = found(TEST);
    assertThat(named).isNotEmpty();
    for (MatchResult one : named) {
      assertThat(tests).as(one.group()).containsKey(one.group(1));
      if (one.group(2) != null) {
        assertThat(tests)
            .extractingByKey(one.group(1))
            .asString()
            .as(one.group())
            .contains("void " + one.group(2) + "(");
      }
    }
  }

  @Test
  void metrics_and_log_lines_that_are_named_exist() throws IOException {
    String programs =
        String.join("\n", sources("src/main/java").values()).replaceAll("\"\\s*\\+ \"", "");
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
      assertThat(fault.isBlank() || TEST.matcher(fault).find()).as(fault).isTrue();
      assertThat(ROW.matcher(fault).results().count() > 2 || fault.isBlank()).as(fault).isTrue();
    }
  }

  private static List<MatchResult> found(Pattern pattern) throws IOException {
    String moving = Files.readString(ROOT.resolve("docs/operations-moving.md"));
    return pattern.matcher(guide() + moving).results().toList();
  }

  private static String guide() throws IOException {
    return Files.readString(ROOT.resolve("docs/operations.md"));
  }

  /** Source files of all modules by the name of their class. */
  private static Map<String, String> sources(String kind) throws IOException {
    Map<String, String> sources = new TreeMap<>();
    for (Path file : javaFiles(kind)) {
      String name = file.getFileName().toString().replace(".java", "");
      sources.merge(name, Files.readString(file), String::concat);
    }
    return sources;
  }

  private static List<Path> javaFiles(String kind) throws IOException {
    try (Stream<Path> modules = Files.walk(ROOT, 2)) {
      List<Path> roots =
          modules.map(module -> module.resolve(kind)).filter(Files::isDirectory).toList();
      return roots.stream().flatMap(OperationsTest::files).toList();
    }
  }

  private static Stream<Path> files(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
