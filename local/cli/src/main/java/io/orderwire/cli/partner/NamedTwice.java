package io.orderwire.cli.partner;

import io.orderwire.cli.CommandFailure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A partner that has to be named once more before something is done that nothing takes back. */
final class NamedTwice {
  @Parameters(paramLabel = "ID", description = "The partner's id.")
  private String id = "";

  @Option(
      names = "--confirm",
      paramLabel = "ID",
      description = "The partner's id once more, where nothing brings back what is removed.")
  private @Nullable String confirmed;

  String id() {
    return id;
  }

  /** Refuses the command unless the partner was named twice. */
  void require() {
    if (confirmed == null) {
      throw new CommandFailure(
          "Nothing brings back what this removes. Look with 'partner show "
              + id
              + "', and name the partner once more with --confirm.");
    }
    if (!confirmed.equals(id)) {
      throw new CommandFailure(
          "--confirm has " + confirmed + " and not " + id + ": which of them is meant?");
    }
  }
}
