package io.orderwire.cli.partner;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderwire.cli.OperatorOptions;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands on a partner's history take, and how they are sent. */
final class HistoryCommandOptions {
  @Option(names = "--json", description = "Print the answer as JSON.")
  private boolean json;

  @Mixin private NamedTwice partner = new NamedTwice();
  @Mixin private OperatorOptions system = new OperatorOptions();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  String partnerId() {
    return partner.id();
  }

  /** Refuses a command that nothing takes back, unless the partner was named twice. */
  void requireConfirmation() {
    partner.require();
  }

  /** Sends it; prints the answer, or in its place what is said of it for people. */
  void send(
      String command,
      Map<String, String> headers,
      Map<String, ?> body,
      Function<JsonNode, String> said) {
    JsonNode answer =
        system.operatorApi().ask("POST", partner.id(), "/history/" + command, headers, body).body();
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
