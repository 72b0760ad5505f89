package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.testkit.Patch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * That {@code .ci/defences} could be called, which takes too long to be called here, and that it
 * leaves out nothing of docs/security.md.
 */
class DefencesTest {
  private static final Path DEFENCES = TestSources.ROOT.resolve("system-tests/defences");
  private static final Pattern CHANGED = Pattern.compile("(.+?)(/src/main/(java|resources)/.+)?");

  /** A line of a table of threats, or of what was tried. */
  private record Row(String threat, Set<String> tests) {}

  static List<Patch> defences() throws IOException {
    return Patch.in(DEFENCES);
  }

  @ParameterizedTest
  @MethodSource("defences")
  void still_applies(Patch defence) throws Exception {
    assertThat(defence.refusal(TestSources.ROOT)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("defences")
  void changes_what_one_module_is_made_of_or_what_none_is(Patch defence) {
    List<String> files = defence.changed();
    if (files.stream().noneMatch(file -> file.contains("/src/"))) {
      assertThat(files).isNotEmpty();
      return;
    }
    assertThat(
            files.stream()
                .map(CHANGED::matcher)
                .filter(Matcher::matches)
                .map(file -> file.group(1))
                .distinct())
        .singleElement()
        .asString()
        .satisfies(
            module ->
                assertThat(TestSources.ROOT.resolve(module).resolve("src/main")).isDirectory());
  }

  @ParameterizedTest
  @MethodSource("defences")
  void names_a_threat_and_tests_of_its_row(Patch defence) throws IOException {
    assertThat(defence.field("Removes")).isNotEmpty();
    String threat = defence.field("Defence");
    List<Row> rows = rows("threat", "tried");
    assertThat(rows).extracting(Row::threat).as("the threats").contains(threat);
    Row row = rows.stream().filter(one -> one.threat().equals(threat)).findFirst().orElseThrow();
    assertThat(tests(defence)).isNotEmpty();
    for (String test : tests(defence)) {
      TestSources.assertThatTestsExist("`" + test + "`");
      assertThat(row.tests()).containsAnyOf(test, test.replaceAll("\\..*", ""));
    }
  }

  @Test
  void every_threat_has_one_or_reasons_why_not() throws IOException {
    Set<String> with = new HashSet<>();
    for (Patch defence : defences()) {
      with.add(defence.field("Defence"));
    }
    Set<String> without = testsWithout();
    assertThat(rows("threat"))
        .isNotEmpty()
        .filteredOn(row -> !with.contains(row.threat()) && !without.containsAll(row.tests()))
        .isEmpty();
  }

  /** What was tried is often threatened above, too, and then a patch of that row is enough. */
  @Test
  void every_test_is_to_find_one_or_there_is_a_reason_why_not() throws IOException {
    Set<String> all = testsWithout();
    for (Patch defence : defences()) {
      for (String test : tests(defence)) {
        all.add(test);
        all.add(test.replaceAll("\\..*", ""));
      }
    }
    assertThat(rows("threat", "tried")).allSatisfy(row -> assertThat(all).containsAll(row.tests()));
  }

  /** {@code Class.method}, as the document has it. */
  private static List<String> tests(Patch defence) {
    return Arrays.stream(defence.field("Tests").split(" ", -1))
        .map(test -> test.replace('#', '.'))
        .toList();
  }

  /** Of all tables whose first column has one of these names. */
  private static List<Row> rows(String... first) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String one : first) {
      table(one).forEach(cells -> rows.add(new Row(cells.getFirst(), named(cells.getLast()))));
    }
    return rows;
  }

  private static Set<String> testsWithout() throws IOException {
    Set<String> all = new HashSet<>();
    table("no patch for").forEach(cells -> all.addAll(named(cells.getFirst())));
    return all;
  }

  private static Set<String> named(String cell) {
    Set<String> all = new HashSet<>();
    TestSources.TEST
        .matcher(cell)
        .results()
        .forEach(
            test ->
                all.add(
                    test.group(2) == null ? test.group(1) : test.group(1) + "." + test.group(2)));
    return all;
  }

  /** The cells of all tables whose first column has this name. */
  private static List<List<String>> table(String first) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(TestSources.ROOT.resolve("docs/security.md"))) {
      if (!line.startsWith("| ")) {
        inside = inside && line.startsWith("|-");
      } else if (line.startsWith("| " + first + " |")) {
        inside = true;
      } else if (inside) {
        rows.add(List.of(line.substring(2, line.length() - 2).split(" \\| ", -1)));
      }
    }
    return rows;
  }
}
