package io.orderwire.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where a run keeps its data and logs: below the {@code target} of a module, one for a process. */
public final class RunDirectory {
  private RunDirectory() {}

  /**
   * The one of this process.
   *
   * @param root the project's directory
   * @param module whose run it is
   */
  public static Path of(Path root, String module) {
    return root.resolve(module + "/target/run-" + ProcessHandle.current().pid()).toAbsolutePath();
  }

  /** Deletes it with all that is in it. */
  public static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
