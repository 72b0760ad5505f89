package io.orderwire.system.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is fetched by others than Maven, whose versions the enforcer looks at. */
class PinnedVersionsTest {
  private static final List<String> NPM = List.of(".ci/lint", "system-tests/src/test/js");
  private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git");
  private static final Pattern IMAGE =
      Pattern.compile("^ *(?:image: *|ARG [A-Z]+_IMAGE=)\"?([^\\s\"]+)", Pattern.MULTILINE);

  @Test
  void every_package_file_of_npm_is_known_here() throws IOException {
    try (Stream<Path> files = Files.walk(Modules.ROOT)) {
      assertThat(
              files
                  .filter(file -> file.endsWith("package.json"))
                  .map(file -> Modules.ROOT.relativize(file.getParent()))
                  .filter(PinnedVersionsTest::isOurs)
                  .map(Path::toString))
          .containsExactlyInAnyOrderElementsOf(NPM);
    }
  }

  private static boolean isOurs(Path directory) {
    for (Path part : directory) {
      if (NOT_OURS.contains(part.toString())) {
        return false;
      }
    }
    return true;
  }

  @Test
  void packages_of_npm_are_asked_for_by_one_version() throws IOException {
    for (String directory : NPM) {
      for (Map.Entry<String, JsonNode> asked :
          read(directory, "package.json").path("dependencies").properties()) {
        assertThat(asked.getValue().asString())
            .as(directory + ": " + asked.getKey())
            .matches("\\d+\\.\\d+\\.\\d+");
      }
    }
  }

  @Test
  void packages_of_npm_are_locked_by_their_hashes() throws IOException {
    for (String directory : NPM) {
      JsonNode packages = read(directory, "package-lock.json").path("packages");
      assertThat(packages.size()).as(directory).isGreaterThan(10);
      for (Map.Entry<String, JsonNode> locked : packages.properties()) {
        if (!locked.getKey().isEmpty()) {
          assertThat(locked.getValue().path("integrity").asString())
              .as(directory + ": " + locked.getKey())
              .startsWith("sha512-");
        }
      }
    }
  }

  /** Debian's is a suite, which moves by its security fixes only. */
  @Test
  void images_have_one_version() throws IOException {
    for (String file :
        List.of("docker-compose.yml", "docker-compose.cluster.yml", "docker/Dockerfile")) {
      List<MatchResult> images =
          IMAGE.matcher(Files.readString(Modules.ROOT.resolve(file))).results().toList();
      assertThat(images).as(file).isNotEmpty();
      for (MatchResult image : images) {
        assertThat(image.group(1))
            .as(file)
            .matches(
                "orderwire/[a-z-]+|debian:[a-z]+-slim|[a-z/-]+:\\d+\\.\\d+\\.\\d+(_\\d+-jdk)?");
      }
    }
  }

  private static JsonNode read(String directory, String file) throws IOException {
    return JsonMapper.shared()
        .readTree(Files.readString(Modules.ROOT.resolve(directory).resolve(file)));
  }
}
