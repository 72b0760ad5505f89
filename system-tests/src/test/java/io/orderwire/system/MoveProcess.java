package io.orderwire.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code ./orderwire move} from what its build has left. */
final class MoveProcess {
  private final Process process;
  private final Path output;

  private MoveProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * How it ended.
   *
   * @param output all that it said
   */
  record Ended(int code, String output) {}

  /** Starts it, with the system's registry. */
  static MoveProcess start(LocalSystem system, String... arguments) {
    Path target = Path.of(System.getProperty("orderwire.root"), "moving", "target");
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    try (Stream<Path> jars = Files.list(target)) {
      String own =
          jars.map(Path::toString)
              .filter(jar -> jar.matches(".*orderwire-moving-[^/]*\\.jar"))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("run mvn package first"));
      line.add(own + ":" + target.resolve("lib") + "/*");
      line.addAll(List.of("io.orderwire.moving.Move", "move", "--registry", system.registryUrl()));
      line.addAll(List.of(arguments));
      Path output = Files.createTempFile(target, "move-", ".log");
      return new MoveProcess(
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start(),
          output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs it to its end. */
  static Ended run(LocalSystem system, String... arguments) {
    return start(system, arguments).ended();
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** Kills it as {@code kill -9} does; returns when it is gone. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  Ended ended() {
    try {
      int code = process.waitFor();
      return new Ended(code, Files.readString(output, UTF_8));
    } catch (InterruptedException e) {
      throw Http.interrupted(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
