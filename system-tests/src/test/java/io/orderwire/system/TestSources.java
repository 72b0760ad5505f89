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

/** The project's sources, for documents that name what is in them. */
final class TestSources {
  static final Path ROOT = Path.of(System.getProperty("orderwire.root"));

  /** A class of tests, or one of them, in a document. */
  static final Pattern TEST =
      Pattern.compile("`([A-Z][A-Za-z0-9]+(?:Test|IT))(?:\\.([a-z_0-9]+))?`");

  private TestSources() {}

  /** Every test that a document names must be there, and it must name some. */
  static void assertThatTestsExist(String document) throws IOException {
    Map<String, String> tests = of("src/test/java");
    List<MatchResult> named = TEST.matcher(document).results().toList();
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

  /** Source files of all modules by the name of their class. */
  static Map<String, String> of(String kind) throws IOException {
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
      return roots.stream().flatMap(TestSources::files).toList();
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
