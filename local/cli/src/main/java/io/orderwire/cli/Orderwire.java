package io.orderwire.cli;

import io.orderwire.cli.acls.AclsCommand;
import io.orderwire.cli.ingest.IngestCommand;
import io.orderwire.cli.partner.PartnerCommand;
import io.orderwire.cli.tail.TailCommand;
import io.orderwire.cli.up.ArchiveCommand;
import io.orderwire.cli.up.UpCommand;
import io.orderwire.cli.webhook.WebhookCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code orderwire}: results on standard output, everything else on standard error. */
@Command(
    name = "orderwire",
    description = "Order events from Kafka to partners: one gapless, ordered history each.",
    mixinStandardHelpOptions = true,
    version = "orderwire 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      UpCommand.class,
      StatusCommand.class,
      IngestCommand.class,
      TailCommand.class,
      PartnerCommand.class,
      WebhookCommand.class,
      AclsCommand.class,
      ArchiveCommand.class
    },
    footer = {
      "",
      "Begin with:",
      "  ./orderwire up --demo",
      "",
      "'./orderwire COMMAND --help' tells more of each command. 'bench', which measures the"
          + " system,",
      "'verify', which attacks it, 'fuzz', which sends it bad requests, and 'move', which moves it",
      "elsewhere, are commands too, built when they are first called."
    })
public final class Orderwire {
  private static final int FAILED = 1;
  private static final int MISUSED = 64;

  private Orderwire() {}

  /** Runs one command and ends with its exit code; 64 where it was called wrongly. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command line, with further commands beside its own. */
  public static CommandLine commandLine(Object... more) {
    CommandLine commandLine = new CommandLine(new Orderwire());
    for (Object command : more) {
      commandLine.addSubcommand(command);
    }
    commandLine.setExecutionExceptionHandler(Orderwire::explain);
    commandLine.setUsageHelpAutoWidth(true);
    allExit(commandLine);
    return commandLine;
  }

  private static void allExit(CommandLine commandLine) {
    commandLine.getCommandSpec().exitCodeOnInvalidInput(MISUSED);
    commandLine.getCommandSpec().exitCodeOnExecutionException(FAILED);
    commandLine.getSubcommands().values().forEach(Orderwire::allExit);
  }

  private static int explain(
      Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) throws Exception {
    if (failure instanceof InterruptedException) {
      return FAILED;
    }
    if (!(failure instanceof CommandFailure)) {
      throw failure;
    }
    PrintWriter err = commandLine.getErr();
    err.println(failure.getMessage());
    err.flush();
    return FAILED;
  }
}
