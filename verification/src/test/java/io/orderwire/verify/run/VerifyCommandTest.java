package io.orderwire.verify.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class VerifyCommandTest {
  private final StringWriter err = new StringWriter();

  @Test
  void names_faults_that_there_are_where_one_is_unknown() {
    assertThat(execute("--faults", "kil")).isEqualTo(2);
    assertThat(err.toString()).contains("unknown fault 'kil'");
  }

  @Test
  void refuses_values_out_of_range() {
    assertThat(execute("--minutes", "0")).isEqualTo(2);
    assertThat(execute("--partners", "1")).isEqualTo(2);
    assertThat(execute("--adapters", "4")).isEqualTo(2);
    assertThat(execute("--processors", "0")).isEqualTo(2);
    assertThat(execute("--brokers", "2")).isEqualTo(2);
    assertThat(execute("--rate", "0")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--minutes takes 1 or more")
        .contains("--partners takes 2 to 1000")
        .contains("--adapters takes 1 to 3")
        .contains("--processors takes 1 to 3")
        .contains("--brokers takes 1 or 3")
        .contains("--rate takes more than 0 and at most 100000");
  }

  @Test
  void refuses_what_is_no_number_and_what_is_no_option() {
    assertThat(execute("--seed", "x")).isEqualTo(2);
    assertThat(execute("--unknown")).isEqualTo(2);
  }

  @Test
  void refuses_a_file_that_could_not_be_written() {
    assertThat(execute("--json", "/no/such/directory/verdict.json")).isEqualTo(2);
    assertThat(err.toString()).contains("its directory does not exist");
  }

  @Test
  void a_run_that_cannot_begin_says_nothing(@TempDir Path root) {
    String before = System.getProperty("orderwire.root");
    System.setProperty("orderwire.root", root.toString());
    try {
      assertThat(execute("--minutes", "1")).isEqualTo(3);
    } finally {
      if (before == null) {
        System.clearProperty("orderwire.root");
      } else {
        System.setProperty("orderwire.root", before);
      }
    }
    assertThat(err.toString())
        .contains("The run could not be made to its end, and says nothing: The orderwire-")
        .contains("is missing");
  }

  private int execute(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "verify";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    CommandLine line = Verify.commandLine();
    line.setErr(new PrintWriter(err, true));
    return line.execute(all);
  }
}
