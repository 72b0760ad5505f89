package io.orderwire.system.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the build has made of modules, and what documents say of it. */
final class Modules {
  static final Path ROOT = Path.of(System.getProperty("orderwire.root"));

  /** What is run, of which the others are parts. */
  static final List<String> RUN =
      List.of(
          "producer/service",
          "streams-processor",
          "delivery-adapters",
          "local/cli",
          "local/embedded");

  private Modules() {}

  /** A module's own jar, the executable one where it has one. */
  static Path jar(String module) throws IOException {
    Path target = ROOT.resolve(module).resolve("target");
    try (Stream<Path> files = Files.list(target)) {
      List<Path> jars =
          files
              .filter(file -> file.getFileName().toString().matches("orderwire-.*\\.jar"))
              .filter(file -> !file.getFileName().toString().contains("-classes"))
              .toList();
      assertThat(jars).as("jars in " + target + "; run mvn package first").hasSize(1);
      return jars.getFirst();
    }
  }

  /** Where the libraries lie with which a jar is run. */
  static Path beside(String module) {
    return ROOT.resolve(module)
        .resolve("target")
        .resolve(module.equals("local/embedded") ? "broker" : "lib");
  }

  /** The rows of a section's table, by their first cell. */
  static Map<String, String> table(String document, String heading, Pattern row)
      throws IOException {
    String text = Files.readString(ROOT.resolve(document));
    int begin = text.indexOf(heading + "\n");
    assertThat(begin).as(heading).isNotNegative();
    int end = text.indexOf("\n## ", begin + heading.length());
    Map<String, String> rows = new TreeMap<>();
    for (MatchResult match :
        row.matcher(text.substring(begin, end < 0 ? text.length() : end)).results().toList()) {
      assertThat(rows.put(match.group(1), match.group(2))).as(match.group()).isNull();
    }
    return rows;
  }
}
