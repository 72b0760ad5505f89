package io.orderwire.bench.system;

import io.orderwire.embedded.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Java programs with the same options for all, ours and baselines: 512 MiB of heap, fixed, the same
 * collector, and the compilers' own thresholds.
 */
public final class Jvm {
  /** The options of all of them. */
  public static final List<String> OPTIONS =
      List.of(
          "-Xms512m",
          "-Xmx512m",
          "-XX:+UseG1GC",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private Jvm() {}

  /** Starts a program of this module. */
  public static ChildJvm start(Class<?> main, List<String> arguments, Path output) {
    return start(
        main.getSimpleName(),
        System.getProperty("java.class.path"),
        main.getName(),
        arguments,
        output);
  }

  /** Starts any program. */
  static ChildJvm start(
      String name, String classPath, String mainClass, List<String> arguments, Path output) {
    return ChildJvm.start(
        new ChildJvm.Command(name, OPTIONS, classPath, mainClass, arguments, Map.of(), output));
  }
}
