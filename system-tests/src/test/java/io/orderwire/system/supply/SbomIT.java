package io.orderwire.system.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each jar that is run says what is in it, and says it rightly. */
class SbomIT {
  private static final String LIBRARIES = "BOOT-INF/lib/";

  /** Spring Boot adds it when it makes the jar executable. */
  private static final String OF_THE_JAR_ITSELF = "spring-boot-jarmode-tools-";

  private static final Pattern ROW =
      Pattern.compile("^\\| `([^`]+)` \\| (.+) \\|$", Pattern.MULTILINE);

  @ParameterizedTest
  @ValueSource(strings = {"producer/service", "streams-processor", "delivery-adapters"})
  void names_every_library_of_an_executable_jar_with_its_hash(String module) throws Exception {
    Path jar = Modules.jar(module);
    assertThat(Sbom.of(jar).hashes()).containsAllEntriesOf(libraries(jar));
  }

  @ParameterizedTest
  @ValueSource(strings = {"producer/service", "streams-processor", "delivery-adapters"})
  void is_where_the_manifest_of_an_executable_jar_says(String module) throws IOException {
    try (JarFile jar = new JarFile(Modules.jar(module).toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Sbom-Location"))
          .isEqualTo(Sbom.ENTRY);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local/cli", "local/embedded"})
  void names_every_library_that_lies_beside_a_jar_with_its_hash(String module) throws Exception {
    Map<String, String> files = new TreeMap<>();
    Path beside = Modules.beside(module);
    try (Stream<Path> all = Files.list(beside)) {
      for (Path file : all.toList()) {
        files.put(file.getFileName().toString(), hash(Files.newInputStream(file)));
      }
    }
    assertThat(files).isNotEmpty();
    assertThat(Sbom.of(Modules.jar(module)).hashes()).containsAllEntriesOf(files);
  }

  /** Where it fails, target/licences.md has the table as it should be. */
  @Test
  void every_library_and_its_licence_are_listed() throws IOException {
    Map<String, String> listed = Modules.table("docs/licences.md", "## Libraries", ROW);
    Map<String, String> used = used();
    Files.write(
        Path.of("target/licences.md"),
        used.entrySet().stream()
            .map(each -> "| `" + each.getKey() + "` | " + each.getValue() + " |")
            .toList());
    assertThat(listed).isEqualTo(used);
  }

  @Test
  void every_library_may_be_used_by_a_licence_that_is_allowed() throws IOException {
    Map<String, String> allowed = Modules.table("docs/licences.md", "## Allowed", ROW);
    assertThat(allowed).isNotEmpty();
    for (Map.Entry<String, String> library : used().entrySet()) {
      assertThat(List.of(library.getValue().split(" or ")))
          .as("%s may be used by %s", library.getKey(), library.getValue())
          .containsAnyElementsOf(allowed.keySet());
    }
  }

  /** Licences by library, of all jars that are run. */
  private static Map<String, String> used() throws IOException {
    Map<String, String> used = new TreeMap<>();
    for (String module : Modules.RUN) {
      for (Sbom.Component one : Sbom.of(Modules.jar(module)).components()) {
        if (!one.isOurs()) {
          used.merge(
              one.group() + ":" + one.name(),
              String.join(" or ", one.licences()),
              (first, other) -> first.equals(other) ? first : first + "; " + other);
        }
      }
    }
    return used;
  }

  private static Map<String, String> libraries(Path jar)
      throws IOException, NoSuchAlgorithmException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Map<String, String> libraries = new TreeMap<>();
      for (JarEntry entry : Collections.list(file.entries())) {
        String name = entry.getName();
        if (name.startsWith(LIBRARIES) && name.endsWith(".jar")) {
          libraries.put(name.substring(LIBRARIES.length()), hash(file.getInputStream(entry)));
        }
      }
      assertThat(libraries).hasSizeGreaterThan(20);
      return libraries.entrySet().stream()
          .filter(library -> !library.getKey().startsWith(OF_THE_JAR_ITSELF))
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
  }

  private static String hash(InputStream content) throws IOException, NoSuchAlgorithmException {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    try (InputStream in = new DigestInputStream(content, sha256)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(sha256.digest());
  }
}
