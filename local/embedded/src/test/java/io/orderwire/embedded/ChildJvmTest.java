package io.orderwire.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path directory = Path.of("");

  @Test
  void a_child_ends_when_the_pipe_from_its_parent_closes() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ChildMain.class.getName(),
                Sleeper.class.getName(),
                directory.resolve("ready").toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      while (!Files.exists(directory.resolve("ready"))) {
        assertThat(child.waitFor(20, TimeUnit.MILLISECONDS)).isFalse();
      }

      child.getOutputStream().close();

      assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(child.exitValue()).isEqualTo(143);
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void a_child_that_ends_while_it_starts_is_told_with_its_last_words() {
    ChildJvm child = child(Quitter.class, "no such luck");

    assertThatThrownBy(() -> child.awaitReady(() -> false, PATIENCE))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("The thing ended with code 3 while it started")
        .hasMessageContaining("no such luck");
  }

  @Test
  void a_child_that_does_not_answer_in_time_is_killed() {
    ChildJvm child = child(Sleeper.class, directory.resolve("ready").toString());

    assertThatThrownBy(() -> child.awaitReady(() -> false, Duration.ofMillis(200)))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("did not answer");
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void stops_in_an_orderly_way() {
    Path ready = directory.resolve("ready");
    ChildJvm child = child(Sleeper.class, ready.toString());
    child.awaitReady(() -> Files.exists(ready), PATIENCE);

    assertThat(child.stop(PATIENCE)).isTrue();
    assertThat(child.onExit().join()).isEqualTo(143);
  }

  private ChildJvm child(Class<?> main, String argument) {
    return ChildJvm.start(
        new ChildJvm.Command(
            "thing",
            List.of("-Xmx32m"),
            System.getProperty("java.class.path"),
            main.getName(),
            List.of(argument),
            Map.of(),
            directory.resolve("output")));
  }

  /** Writes the file it is given, and sleeps. */
  public static final class Sleeper {
    private Sleeper() {}

    public static void main(String[] args) throws Exception {
      Files.createFile(Path.of(args[0]));
      new CountDownLatch(1).await();
    }
  }

  /** Says what it is given, and ends. */
  public static final class Quitter {
    private Quitter() {}

    public static void main(String[] args) {
      System.out.println(args[0]);
      System.exit(3);
    }
  }
}
