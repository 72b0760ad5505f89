package io.orderwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.cli.RunningSystem.PartProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningSystemTest {
  @TempDir private Path data = Path.of("");

  @BeforeEach
  void makeDirectory() throws Exception {
    Files.createDirectories(data.resolve("run"));
  }

  @Test
  void is_read_as_it_was_written() {
    RunningSystem system =
        new RunningSystem(
            10_000,
            List.of(
                new PartProcess("Kafka broker", 4711, Instant.ofEpochMilli(1_795_000_000_010L))));

    system.write(data);

    assertThat(RunningSystem.in(data)).contains(system);
  }

  @Test
  void is_gone_when_it_was_forgotten() {
    new RunningSystem(0, List.of()).write(data);

    RunningSystem.forget(data);

    assertThat(RunningSystem.in(data)).isEmpty();
  }

  @Test
  void a_note_that_was_cut_short_is_as_good_as_none() throws Exception {
    Files.writeString(data.resolve("run/system.json"), "{\"port_offset\":1");

    assertThat(RunningSystem.in(data)).isEmpty();
  }

  @Test
  void another_process_with_the_same_pid_is_not_the_part() {
    ProcessHandle own = ProcessHandle.current();
    Instant started = own.info().startInstant().orElseThrow();

    assertThat(new PartProcess("Kafka broker", own.pid(), started).handle()).contains(own);
    assertThat(
            new PartProcess("Kafka broker", own.pid(), started.minus(1, ChronoUnit.SECONDS))
                .handle())
        .isEmpty();
  }
}
