package io.orderwire.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.cli.Orderwire;
import io.orderwire.cli.RunningSystem;
import io.orderwire.cli.RunningSystem.PartProcess;
import io.orderwire.embedded.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole system as a person runs it: real processes, from the jars of this build. */
class UpIT {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir private Path directory = Path.of("");

  private final List<Process> started = new ArrayList<>();
  // All default ports moved by the same number: this one makes 8080 free, and its neighbours
  // likely.
  private final int offset = Ports.free() - 8080;

  @AfterEach
  void end() throws InterruptedException {
    for (Process process : started) {
      process.destroy();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
    }
  }

  @Test
  void comes_up_is_used_stops_is_killed_and_comes_up_again_with_its_data() throws Exception {
    Process up = up();
    String key = result(0, "partner", "add", "acme");
    assertThat(key).matches("ow_[\\w-]+");
    assertThat(result(0, "status")).doesNotContain("down");
    assertThat(result(1, "up", "--port-offset", Integer.toString(offset))).isEmpty();
    assertThat(said("result.err")).contains("is in use by process " + up.pid());

    up.destroy();
    assertThat(up.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(result(1, "status", "--port-offset", Integer.toString(offset)))
        .doesNotContain("up ");

    Process again = up();
    assertThat(result(0, "partner", "list", "--json")).contains("\"acme\"");
    List<PartProcess> parts = RunningSystem.in(data()).orElseThrow().processes();
    assertThat(parts).hasSize(5).allMatch(part -> part.handle().isPresent());

    again.destroyForcibly();
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> parts.stream().noneMatch(part -> part.handle().isPresent()));
  }

  private Process up() throws IOException {
    Process process = orderwire("up", List.of("up", "--port-offset", Integer.toString(offset)));
    await("the system is ready")
        .atMost(PATIENCE)
        .failFast(() -> assertThat(process.isAlive()).as(said("up.err")).isTrue())
        .until(() -> said("up.out").contains("orderwire is ready"));
    return process;
  }

  /** Runs a command to its end, and returns what it wrote to standard output. */
  private String result(int exitCode, String... command) throws Exception {
    Process process = orderwire("result", List.of(command));
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said("result.err")).isEqualTo(exitCode);
    return said("result.out").strip();
  }

  private Process orderwire(String name, List<String> arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-Dorderwire.root=" + System.getProperty("orderwire.root"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Orderwire.class.getName()));
    line.addAll(arguments);
    line.addAll(List.of("--data", data().toString()));
    Process process =
        new ProcessBuilder(line)
            .redirectOutput(directory.resolve(name + ".out").toFile())
            .redirectError(directory.resolve(name + ".err").toFile())
            .start();
    started.add(process);
    return process;
  }

  private Path data() {
    return directory.resolve("data");
  }

  private String said(String file) throws IOException {
    Path path = directory.resolve(file);
    return Files.exists(path) ? Files.readString(path) : "";
  }
}
