package io.orderwire.fuzz.run;

import io.orderwire.cli.Orderwire;
import java.util.Objects;
import picocli.CommandLine;

/** The command line with {@code fuzz}, which needs more libraries than the rest of it. */
public final class Fuzz {
  private Fuzz() {}

  /** Runs one command and ends with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine line = Orderwire.commandLine(new FuzzCommand());
    CommandLine fuzz = Objects.requireNonNull(line.getSubcommands().get("fuzz"));
    fuzz.getCommandSpec()
        .exitCodeOnInvalidInput(FuzzCommand.MISUSED)
        .exitCodeOnExecutionException(FuzzCommand.FAILED);
    return line;
  }
}
