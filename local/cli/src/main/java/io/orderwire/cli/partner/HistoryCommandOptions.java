package io.orderwire.cli.partner;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderwire.cli.CommandFailure;
import io.orderwire.cli.SystemOptions;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What all commands on a partner's history take, and how they are sent. */
final class HistoryCommandOptions {
  @Parameters(paramLabel = "ID", description = "The partner's id.")
  private String id = "";

  @Option(
      names = "--confirm",
      paramLabel = "ID",
      description = "The partner's id once more, where nothing brings back what is removed.")
  private @Nullable String confirmed;

  @Option(names = "--json", description = "Print the answer as JSON.")
  private boolean json;

  @Mixin private SystemOptions system = new SystemOptions();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  String partnerId() {
    return id;
  }

  /** Refuses a command that nothing takes back, unless the partner was named twice. */
  void requireConfirmation() {
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

  /** Sends it; prints the answer, or in its place what is said of it for people. */
  void send(
      String command,
      Map<String, String> headers,
      Map<String, ?> body,
      Function<JsonNode, String> said) {
    JsonNode answer =
        system.operatorApi().ask("POST", id, "/history/" + command, headers, body).body();
    if (json) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(answer);
      out.flush();
    } else {
      PrintWriter err = spec.commandLine().getErr();
      err.println(said.apply(answer));
      err.flush();
    }
  }
}
