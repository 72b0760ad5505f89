package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.verify.nemesis.FaultKind;
import io.orderwire.verify.nemesis.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the guides for operations name is there: tests, metrics and lines of logs; and each kind of
 * fault that the system is attacked with is told of.
 */
class OperationsTest {
  private static final Pattern METRIC = Pattern.compile("`orderwire_([a-z_]+?)(?:_total)?`");
  private static final Pattern LOGGED = Pattern.compile("`\"([^`]+)\"`");
  private static final List<String> TOLD = List.of("partners see", "you see", "it recovers");
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
    sections()
        .forEach(
            (name, text) -> {
              assertThat(TestSources.TEST.matcher(text).find()).as(name).isTrue();
              assertThat(ROW.matcher(text).results().count()).as(name).isGreaterThan(2);
            });
  }

  /** What {@code ./orderwire verify} can do to a part, whoever is called at night finds here. */
  @ParameterizedTest
  @EnumSource
  void every_kind_of_fault_has_a_section_that_tells_what_is_seen_and_how_it_recovers(FaultKind kind)
      throws IOException {
    Map<String, String> sections = sections();
    Stream.of(Role.values())
        .filter(kind::isFor)
        .map(role -> section(kind, role))
        .distinct()
        .forEach(
            name -> {
              assertThat(sections).containsKey(name);
              String text = sections.getOrDefault(name, "");
              for (String told : TOLD) {
                assertThat(rows(text, told)).as("%s: %s", name, told).isNotEmpty();
              }
            });
  }

  /** Who is to act on a line must be able to look up what shows that it is true. */
  @Test
  void every_line_of_what_is_seen_and_how_it_recovers_names_a_test() throws IOException {
    sections()
        .forEach(
            (name, text) -> {
              for (String told : TOLD) {
                assertThat(rows(text, told))
                    .allSatisfy(
                        row ->
                            assertThat(TestSources.TEST.matcher(row).find())
                                .as("%s: %s", name, row)
                                .isTrue());
              }
            });
  }

  /** The section of a fault of a part; what is new here has to be put somewhere. */
  private static String section(FaultKind kind, Role role) {
    return switch (kind) {
      case KILL, PAUSE, RESTART ->
          switch (role) {
            case PRODUCER -> "The producer service is gone or stands still";
            case PROCESSOR -> "A processor is gone or stands still";
            case ADAPTER -> "An adapter is gone or stands still";
            case REGISTRY -> "The registry is away";
            case BROKER -> "A broker of three is gone or stands still";
          };
      case ROLLING_RESTART -> "Parts are restarted one after the other";
      case PARTITION, DELAY, LOSS -> "The network is slow, loses, or is cut";
      case DISK_FULL -> "A disk is full";
      case SLOW_DISK -> "A disk is slow";
      case CLOCK_JUMP -> "A clock is wrong";
      case STATE_LOSS, STATE_DAMAGE -> "A local store is lost or damaged";
      case KILL_AT_COMMIT, KILL_AT_DELIVERY, KILL_IN_RESTORE ->
          "A process is killed at a bad moment";
      case KILL_CONTROLLER, PAUSE_CONTROLLER -> "The controller is gone or stands still";
    };
  }

  /** The rows of a section that begin with this. */
  private static List<String> rows(String section, String begin) {
    return section.lines().filter(line -> line.startsWith("| " + begin + " |")).toList();
  }

  /** The faults of the guide by the names of their sections. */
  private static Map<String, String> sections() throws IOException {
    String text = guide();
    Map<String, String> sections = new LinkedHashMap<>();
    for (String section : text.substring(text.indexOf("\n## A local store")).split("\n## ", -1)) {
      if (!section.isBlank()) {
        sections.put(section.lines().findFirst().orElseThrow(), section);
      }
    }
    return sections;
  }

  private static List<MatchResult> found(Pattern pattern) throws IOException {
    String moving = Files.readString(TestSources.ROOT.resolve("docs/operations-moving.md"));
    return pattern.matcher(guide() + moving).results().toList();
  }

  private static String guide() throws IOException {
    return Files.readString(TestSources.ROOT.resolve("docs/operations.md"));
  }
}
