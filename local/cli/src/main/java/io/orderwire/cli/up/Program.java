package io.orderwire.cli.up;

import io.orderwire.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;

/**
 * A service as the build leaves it.
 *
 * @param jar what is put on the class path
 * @param mainClass what is run
 * @param archive where its archive of loaded classes is kept
 */
public record Program(Path jar, String mainClass, Path archive) {
  /** Set by the {@code orderwire} script, which unpacks the jars that it builds. */
  private static final String EXTRACTED = "orderwire.extracted";

  private static final String LAUNCHER = "org.springframework.boot.loader.launch.JarLauncher";

  /**
   * Finds it in a module's target directory: unpacked, which starts more quickly, where the script
   * has done so, else the executable jar itself.
   */
  public static Program of(String name, Path target, String jarName) {
    Path archive = target.resolve("classes.jsa");
    Path unpacked = target.resolve("extracted").resolve(jarName);
    Path jar = target.resolve(jarName);
    try {
      if (Boolean.getBoolean(EXTRACTED) && Files.isRegularFile(unpacked)) {
        return new Program(unpacked, mainClassOf(unpacked), archive);
      }
      if (Files.isRegularFile(jar)) {
        return new Program(jar, LAUNCHER, archive);
      }
    } catch (IOException e) {
      throw new CommandFailure(unpacked + " can't be read: " + e.getMessage() + ".", e);
    }
    throw new CommandFailure(
        "The " + name + " is not built: " + jar + " is missing. './orderwire up' builds it.");
  }

  private static String mainClassOf(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest().getMainAttributes().getValue("Main-Class");
    }
  }
}
