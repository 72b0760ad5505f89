package io.orderwire.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A Java program in a process of its own that ends when this process ends.
 *
 * <p>It runs on the JDK of this process. Its standard output and error go to a file, which is
 * emptied at each start.
 */
public final class ChildJvm {
  private static final Duration POLL = Duration.ofMillis(50);

  private final String name;
  private final Process process;
  private final Path output;

  private ChildJvm(String name, Process process, Path output) {
    this.name = name;
    this.process = process;
    this.output = output;
  }

  /**
   * What to run.
   *
   * @param name what messages call it, such as "broker"
   * @param jvmOptions for example {@code -Xmx256m}
   * @param classPath must hold {@link ChildMain} (see {@link #classPath}) and {@code mainClass}
   * @param mainClass its {@code main} is run
   * @param arguments of the program
   * @param environment added to this process's own
   * @param output receives standard output and error
   */
  public record Command(
      String name,
      List<String> jvmOptions,
      String classPath,
      String mainClass,
      List<String> arguments,
      Map<String, String> environment,
      Path output) {
    public Command {
      jvmOptions = List.copyOf(jvmOptions);
      arguments = List.copyOf(arguments);
      environment = Map.copyOf(environment);
    }
  }

  /**
   * Options for a JVM that should start quickly and stay small. It keeps an archive of the classes
   * it loaded (JEP 350), made when it first ends in an orderly way, which halves the time of the
   * next starts; an archive of other classes is not used, and stays until somebody deletes it. The
   * second compiler waits ten times as long as it would, since it competes for the processors with
   * a start, and is left to what is really hot.
   *
   * @param archive the archive's file; where it can't be written, the JVM does without
   */
  public static List<String> quickStart(Path archive) {
    return List.of(
        "-XX:+UseSerialGC",
        "-XX:SharedArchiveFile=" + archive,
        "-XX:+AutoCreateSharedArchive",
        "-Xlog:disable",
        "-XX:Tier4InvocationThreshold=50000",
        "-XX:Tier4MinInvocationThreshold=6000",
        "-XX:Tier4CompileThreshold=150000",
        "-XX:Tier4BackEdgeThreshold=400000",
        "-XX:+ExitOnOutOfMemoryError",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow");
  }

  /** A class path for a {@link Command}: this module's classes, then {@code jar}. */
  public static String classPath(Path jar) {
    return Installation.ownClasses() + File.pathSeparator + jar;
  }

  /**
   * Starts the program and returns at once.
   *
   * @throws StartException if the process cannot be created
   */
  public static ChildJvm start(Command command) {
    // Ctrl-C goes to every process of a terminal; it is for the parent, which stops its children in
    // order. A JVM that starts with the signal ignored leaves it ignored.
    List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(command.jvmOptions());
    line.add("-cp");
    line.add(command.classPath());
    line.add(ChildMain.class.getName());
    line.add(command.mainClass());
    line.addAll(command.arguments());
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(command.output().toFile())
            .redirectInput(ProcessBuilder.Redirect.PIPE);
    builder.environment().putAll(command.environment());
    try {
      Path directory = command.output().toAbsolutePath().getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      return new ChildJvm(command.name(), builder.start(), command.output());
    } catch (IOException e) {
      throw new StartException(
          "The " + command.name() + " cannot be started: " + e.getMessage(), e);
    }
  }

  public long pid() {
    return process.pid();
  }

  /** When it started, or the epoch where the system does not tell. */
  public Instant startedAt() {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completes when the process has ended, with its exit code. */
  public CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /**
   * Waits until {@code ready} holds.
   *
   * @throws StartException if the process ends first or {@code timeout} passes; then it has been
   *     killed
   */
  public void awaitReady(BooleanSupplier ready, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (!ready.getAsBoolean()) {
        if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new StartException(
              "The %s ended with code %d while it started%s"
                  .formatted(name, process.exitValue(), lastLines()));
        }
        if (System.nanoTime() - deadline > 0) {
          kill();
          throw new StartException(
              "The %s did not answer within %d s%s"
                  .formatted(name, timeout.toSeconds(), lastLines()));
        }
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      throw new StartException("Interrupted while the " + name + " started", e);
    }
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readAllLines(output);
      String end = String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
      return "; its output is in " + output + (end.isBlank() ? "" : ", and ends:\n" + end);
    } catch (IOException | UncheckedIOException e) {
      return "; its output in " + output + " cannot be read: " + e.getMessage();
    }
  }

  /**
   * Asks the process to end (SIGTERM), and kills it after {@code patience}.
   *
   * @return whether it ended by itself
   */
  public boolean stop(Duration patience) {
    process.destroy();
    try {
      if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill();
    return false;
  }

  /** SIGKILL, as {@code kill -9}; returns when the process is gone. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
