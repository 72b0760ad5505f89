package io.orderwire.verify.run;

import io.orderwire.cli.Orderwire;
import java.util.Objects;
import picocli.CommandLine;

/** The command line with {@code verify}, which needs more libraries than the rest of it. */
public final class Verify {
  private Verify() {}

  /** Runs one command and ends with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine line = Orderwire.commandLine(new VerifyCommand());
    CommandLine verify = Objects.requireNonNull(line.getSubcommands().get("verify"));
    verify
        .getCommandSpec()
        .exitCodeOnInvalidInput(VerifyCommand.MISUSED)
        .exitCodeOnExecutionException(VerifyCommand.FAILED);
    return line;
  }
}
