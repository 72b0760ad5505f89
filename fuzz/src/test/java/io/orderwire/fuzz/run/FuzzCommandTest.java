package io.orderwire.fuzz.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FuzzCommandTest {
  private final StringWriter err = new StringWriter();

  @Test
  void refuses_what_is_no_number_of_requests_and_what_is_no_option() {
    assertThat(execute("--requests", "0")).isEqualTo(2);
    assertThat(execute("--requests", "many")).isEqualTo(2);
    assertThat(execute("--seed", "x")).isEqualTo(2);
    assertThat(execute("--unknown")).isEqualTo(2);
  }

  @Test
  void refuses_an_operation_that_there_is_not() {
    assertThat(execute("--only", "brewCoffee")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no such operation");
  }

  @Test
  void refuses_a_file_that_could_not_be_written() {
    assertThat(execute("--json", "/no/such/directory/found.json")).isEqualTo(2);
    assertThat(err.toString()).contains("its directory does not exist");
  }

  private int execute(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "fuzz";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    CommandLine line = Fuzz.commandLine();
    line.setErr(new PrintWriter(err, true));
    return line.execute(all);
  }
}
