package io.orderwire.embedded;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the build has put the jars of the broker and of the registry: {@code
 * local/embedded/target}.
 */
final class Installation {
  /**
   * Names the project's top directory; set by the build for tests and by the {@code orderwire}
   * script.
   */
  static final String ROOT = "orderwire.root";

  private final Path directory;

  private Installation(Path directory) {
    this.directory = directory;
  }

  /**
   * Looks in the directory named by the system property {@value #ROOT}, else in the working
   * directory and above.
   *
   * @throws StartException if the build has not run
   */
  static Installation find() {
    String root = System.getProperty(ROOT);
    for (Path at = Path.of(root == null ? "" : root).toAbsolutePath();
        at != null;
        at = parent(at)) {
      Path directory = at.resolve("local/embedded/target");
      if (Files.isDirectory(directory.resolve("broker"))) {
        return new Installation(directory);
      }
    }
    throw new StartException(
        "The embedded broker is not built: run 'mvn -pl local/embedded package' in the project's"
            + " directory");
  }

  private static @Nullable Path parent(Path path) {
    return path.getParent();
  }

  /** This module's own classes first, then the broker's jars, in a fixed order. */
  String brokerClassPath() {
    try (Stream<Path> jars = Files.list(directory.resolve("broker"))) {
      return Stream.concat(Stream.of(ownClasses()), jars.sorted())
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));
    } catch (IOException e) {
      throw new StartException("The broker's jars cannot be listed: " + e.getMessage(), e);
    }
  }

  String registryClassPath() {
    return String.join(
        File.pathSeparator,
        List.of(ownClasses().toString(), directory.resolve("apicurio/quarkus-run.jar").toString()));
  }

  /** Where a part's archive of loaded classes is kept. */
  Path archive(String part) {
    return directory.resolve(part + ".jsa");
  }

  /** The jar (or, inside a build, the directory) that holds {@link ChildMain}. */
  static Path ownClasses() {
    try {
      return Path.of(ChildMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError("A code source is a URI", e);
    }
  }
}
