package io.orderwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class OrderwireTest {
  /** Ends of options' and arguments' names. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)(?<!idempotency-)(key|token|secret|password|passphrase|otp|code|credentials?)$");

  /** Keys and tokens of this project, with what would be theirs alone. */
  private static final Pattern KEY = Pattern.compile("\\b(ow[sa]?|whsec|whpk)_[\\w-]{8,}");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "up --help",
        "status --help",
        "ingest --help",
        "tail --help",
        "partner --help",
        "partner add --help",
        "partner list --help",
        "partner show --help",
        "partner new-epoch --help",
        "partner trim --help",
        "partner erase --help",
        "partner rotate-key --help",
        "partner suspend --help",
        "partner resume --help",
        "partner remove --help",
        "acls --help",
        "webhook --help",
        "webhook add --help",
        "webhook change --help",
        "webhook replay --help",
        "--version"
      })
  void help_goes_to_standard_output(String line) {
    assertThat(run(line.split(" "))).isZero();
    assertThat(out.toString()).isNotBlank();
    assertThat(err.toString()).isEmpty();
  }

  /** Command lines are seen by every process of the machine, and kept in histories of shells. */
  @Test
  void no_command_takes_a_secret_or_shows_one_in_its_help() {
    List<CommandLine> all = withSubcommands(Orderwire.commandLine()).toList();
    assertThat(all).hasSizeGreaterThan(20);
    for (CommandLine command : all) {
      CommandSpec spec = command.getCommandSpec();
      for (ArgSpec argument : spec.args()) {
        String called =
            argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
        String taken = spec.qualifiedName() + " " + called;
        assertThat(taken).doesNotContainPattern(SECRET);
        assertThat(argument.defaultValue() + argument.initialValue())
            .as(taken)
            .doesNotContain("${env:")
            .doesNotContainPattern(KEY);
      }
      assertThat(command.getUsageMessage()).doesNotContainPattern(KEY);
    }
  }

  private static Stream<CommandLine> withSubcommands(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(OrderwireTest::withSubcommands));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "brew", "up --strong", "tail", "partner", "webhook", "ingest a --rate fast"})
  void wrong_use_ends_with_64_and_says_so_on_standard_error(String line) {
    assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(64);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).isNotBlank();
  }

  @Test
  void a_port_offset_out_of_range_is_one_sentence() {
    assertThat(run("status", "--port-offset", "60000")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("--port-offset takes 0 to 50000, not 60000.");
  }

  @Test
  void a_partner_command_without_a_system_is_one_sentence(@TempDir Path data) {
    assertThat(run("partner", "list", "--data", data.toString())).isEqualTo(1);
    assertThat(err.toString()).startsWith("No operator token at ").hasLineCount(1);
  }

  @Test
  void a_system_that_is_down_is_one_sentence(@TempDir Path data) throws Exception {
    Files.createDirectories(data.resolve("secrets"));
    Files.writeString(data.resolve("secrets/admin-token"), "owa_none");
    assertThat(run("partner", "list", "--data", data.toString(), "--port-offset", "41000"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("is the system up?").hasLineCount(1);
  }

  @Test
  void status_of_a_system_that_is_down_is_a_table_and_1(@TempDir Path data) {
    assertThat(run("status", "--data", data.toString(), "--port-offset", "41000")).isEqualTo(1);
    assertThat(out.toString().lines().filter(line -> line.contains("down"))).hasSize(5);
  }

  @Test
  void commands_find_the_port_offset_in_the_data_directory(@TempDir Path data) throws Exception {
    Files.createDirectories(data.resolve("run"));
    new RunningSystem(123, List.of()).write(data);
    SystemOptions options = new SystemOptions();
    CommandLine.populateCommand(options, "--data", data.toString());

    assertThat(options.ports()).isEqualTo(new Ports(123));
    assertThat(options.portsToStart()).isEqualTo(new Ports(0));
  }

  @Test
  void a_port_offset_that_is_given_counts_before_the_noted_one(@TempDir Path data)
      throws Exception {
    Files.createDirectories(data.resolve("run"));
    new RunningSystem(123, List.of()).write(data);
    SystemOptions options = new SystemOptions();
    CommandLine.populateCommand(options, "--data", data.toString(), "--port-offset", "7");

    assertThat(options.ports()).isEqualTo(new Ports(7));
  }

  @Test
  void no_partner_id_leads_to_a_file_elsewhere(@TempDir Path data) throws Exception {
    Files.createDirectories(data.resolve("partners"));
    Files.writeString(data.resolve("admin-token"), "owa_secret");

    assertThat(new PartnerKeys(data.resolve("partners")).find("../admin-token")).isEmpty();
  }

  @Test
  void acls_are_printed_as_kafkas_command_takes_them() {
    assertThat(run("acls", "--principal", "adapters=User:orders-delivery")).isZero();
    assertThat(out.toString().lines())
        .hasSize(12)
        .allMatch(line -> line.startsWith("--add --allow-principal 'User:orders-delivery' "))
        .contains(
            "--add --allow-principal 'User:orders-delivery' --operation Read"
                + " --operation DescribeConfigs --topic 'orders.partner-history.v1'",
            "--add --allow-principal 'User:orders-delivery' --operation Write"
                + " --transactional-id 'adapters-' --resource-pattern-type prefixed");
  }

  @Test
  void a_part_that_is_none_and_a_kafka_that_is_not_named_are_one_sentence() {
    assertThat(run("acls", "--principal", "brew=User:x")).isEqualTo(1);
    assertThat(run("acls", "--apply")).isEqualTo(1);
    assertThat(err.toString().lines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("There is no part brew; there are producer-service,"));
  }

  private int run(String... args) {
    CommandLine commandLine = Orderwire.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(args);
  }
}
