package io.orderwire.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A script of {@code src/test/js} that runs under Node.js, with the packages of its {@code
 * package.json}, and prints a line of JSON for each thing that happens.
 */
public final class NodeScript implements AutoCloseable {
  private static final Path DIRECTORY = Path.of("target", "js").toAbsolutePath();
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Process process;
  private final Path errors;
  private final List<JsonNode> lines = new CopyOnWriteArrayList<>();

  private NodeScript(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    Thread.ofVirtual().name("node-output").start(this::read);
  }

  /** Starts a script with these arguments; the packages are installed first if need be. */
  public static NodeScript start(String script, String... arguments) {
    try {
      Path directory = installed();
      List<String> command = new ArrayList<>(List.of("node", script));
      command.addAll(List.of(arguments));
      Path errors = logOf(script);
      return new NodeScript(
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectError(errors.toFile())
              .start(),
          errors);
    } catch (IOException e) {
      throw new UncheckedIOException("Node.js is needed for this test", e);
    }
  }

  /** The directory with the scripts and their packages. */
  static synchronized Path installed() throws IOException {
    Files.createDirectories(DIRECTORY);
    boolean changed = false;
    try (Stream<Path> files = Files.list(Path.of("src", "test", "js"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = DIRECTORY.resolve(file.getFileName());
        boolean same = Files.exists(copy) && Files.mismatch(file, copy) < 0;
        changed |= !same && file.endsWith("package-lock.json");
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (changed || !Files.exists(DIRECTORY.resolve("node_modules"))) {
      npmInstall();
    }
    return DIRECTORY;
  }

  /** Every line so far. */
  public List<JsonNode> lines() {
    return lines;
  }

  /** The lines that have this member. */
  public List<JsonNode> linesWith(String member) {
    return lines.stream().filter(line -> line.has(member)).toList();
  }

  /** Waits, at most two minutes, until that many lines have this member. */
  public NodeScript awaitLines(String member, int count) {
    try {
      await()
          .atMost(Duration.ofMinutes(2))
          .failFast("the script ended", () -> !process.isAlive())
          .until(() -> linesWith(member).size() >= count);
    } catch (ConditionTimeoutException | TerminalFailureException e) {
      throw new AssertionError(
          "Waited for %d lines with %s: %s".formatted(count, member, account()), e);
    }
    return this;
  }

  /** How far it came, as nobody can look at it any more when a test has failed. */
  private String account() {
    List<JsonNode> printed = List.copyOf(lines);
    String last = printed.isEmpty() ? "none" : printed.getLast().toString();
    try {
      return "%d lines were printed, the last is %s; its errors: %s"
          .formatted(printed.size(), last, Files.readString(errors));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        process.destroy();
      }
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  private void read() {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(JSON.readTree(line));
      }
    } catch (IOException e) {
      // The script ended.
    }
  }

  /** Not this process' own output, through which it speaks with Maven. */
  private static Path logOf(String name) {
    return DIRECTORY.resolve(name + ".log");
  }

  private static void npmInstall() throws IOException {
    Process npm =
        new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
            .directory(DIRECTORY.toFile())
            .redirectErrorStream(true)
            .redirectOutput(logOf("npm").toFile())
            .start();
    try {
      if (npm.waitFor() != 0) {
        throw new IOException(
            "npm ci ended with code " + npm.exitValue() + "; see " + logOf("npm"));
      }
    } catch (InterruptedException e) {
      throw Http.interrupted(e);
    }
  }
}
