package io.orderwire.bench.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.bench.suite.RowFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Programs that the operating system has or has not. */
final class Command {
  private Command() {}

  /** Where a program is. */
  static Path find(String name, String debianPackage) {
    return Stream.concat(
            Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1)),
            Stream.of("/usr/sbin", "/usr/local/sbin", "/sbin"))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new RowFailedException(
                    "%s is not installed; on Debian: apt install %s"
                        .formatted(name, debianPackage)));
  }

  /** Runs it to its end and gives its output. */
  static String run(List<String> line) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new RowFailedException(line.getFirst() + " ended with " + code + ": " + output);
      }
      return output;
    } finally {
      process.destroyForcibly();
    }
  }
}
