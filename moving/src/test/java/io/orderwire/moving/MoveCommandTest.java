package io.orderwire.moving;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.cli.Orderwire;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MoveCommandTest {
  private static final int MISUSED = 64;
  private final StringWriter err = new StringWriter();

  @Test
  void both_sides_must_be_named() {
    assertThat(execute("--from", "127.0.0.1:1")).isEqualTo(MISUSED);
    assertThat(err.toString()).contains("--to");
  }

  @Test
  void another_partition_count_needs_another_version() {
    assertThat(execute("--from", "a:1", "--to", "a:1", "--to-partitions", "24")).isEqualTo(MISUSED);
    assertThat(err.toString()).contains("give --to-version, too");
  }

  @Test
  void refuses_values_out_of_range() {
    assertThat(execute("--from", "a:1", "--to", "a:1", "--to-version", "0")).isEqualTo(MISUSED);
    assertThat(execute("--from", "a:1", "--to", "a:1", "--to-version", "2", "--to-partitions", "0"))
        .isEqualTo(MISUSED);
    assertThat(err.toString())
        .contains("orderwire.topics.version must be at least 1")
        .contains("orderwire.topics.partitions must be from 1");
  }

  @Test
  void refuses_a_file_of_properties_that_is_not_there() {
    assertThat(execute("--from", "a:1", "--to", "b:1", "--to-properties", "/no/such/file"))
        .isEqualTo(MISUSED);
    assertThat(err.toString()).contains("/no/such/file");
  }

  private int execute(String... arguments) {
    CommandLine line = Orderwire.commandLine(new MoveCommand());
    line.setErr(new PrintWriter(err, true));
    String[] all = new String[arguments.length + 1];
    all[0] = "move";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return line.execute(all);
  }
}
