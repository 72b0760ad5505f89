package io.orderwire.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A patch of the project that makes a bug, for checks and tests that have to find it. It begins
 * with lines of {@code Name: value}.
 *
 * @param file where it is
 */
public record Patch(Path file) {
  private static final String CHANGED = "+++ b/";

  /** Those of a directory, by name. */
  public static List<Patch> in(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().map(Patch::new).toList();
    }
  }

  /** What its head says of this name; fails where that is nothing. */
  public String field(String name) {
    return lines().stream()
        .takeWhile(line -> !line.startsWith("---"))
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElseThrow();
  }

  /** The files that it changes, as they are called in the project. */
  public List<String> changed() {
    return lines().stream()
        .filter(line -> line.startsWith(CHANGED))
        .map(line -> line.substring(CHANGED.length()))
        .toList();
  }

  /**
   * Why it does not apply, in Git's words; empty where it does.
   *
   * @param root the project's directory
   */
  public String refusal(Path root) throws IOException, InterruptedException {
    Process git =
        new ProcessBuilder("git", "apply", "--check", file.toString())
            .directory(root.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return git.waitFor() == 0 ? "" : "git apply: " + output;
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its name. */
  @Override
  public String toString() {
    return file.getFileName().toString();
  }
}
