package io.orderwire.processes;

import io.orderwire.embedded.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Java programs with the same options for all, ours and baselines: a fixed heap, of 512 MiB where
 * nothing else is said for both sides, the same collector, and the compilers' own thresholds.
 */
public final class Jvm {
  /** What all of them have, in MiB. */
  public static final int HEAP = 512;

  private Jvm() {}

  /** The options of all of them, with a heap of so many MiB. */
  public static List<String> options(int heap) {
    return List.of(
        "-Xms" + heap + "m",
        "-Xmx" + heap + "m",
        // The collector's options are those of the images, see docker/Dockerfile.
        "-XX:+UseG1GC",
        "-XX:MaxGCPauseMillis=20",
        "-XX:-G1UseAdaptiveIHOP",
        "-XX:InitiatingHeapOccupancyPercent=30",
        "-XX:+ExitOnOutOfMemoryError",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow");
  }

  /**
   * The option by which a program loads its classes from an archive, which it makes when it first
   * ends in an orderly way: starts take half of the time, as those of {@code ./orderwire up}.
   */
  static List<String> archive(Path file) {
    return List.of("-XX:SharedArchiveFile=" + file, "-XX:+AutoCreateSharedArchive");
  }

  /** Starts a program of this process's class path. */
  public static ChildJvm start(Class<?> main, List<String> arguments, Path output) {
    return start(
        main.getSimpleName(),
        options(HEAP),
        System.getProperty("java.class.path"),
        main.getName(),
        arguments,
        Map.of(),
        output);
  }

  /** Starts any program. */
  static ChildJvm start(
      String name,
      List<String> options,
      String classPath,
      String mainClass,
      List<String> arguments,
      Map<String, String> environment,
      Path output) {
    return ChildJvm.start(
        new ChildJvm.Command(name, options, classPath, mainClass, arguments, environment, output));
  }
}
