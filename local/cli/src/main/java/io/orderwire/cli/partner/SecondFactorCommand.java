package io.orderwire.cli.partner;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderwire.cli.OperatorApi;
import io.orderwire.cli.OperatorOptions;
import io.orderwire.cli.Table;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orderwire partner second-factor ID}. */
@Command(
    name = "second-factor",
    description = {
      "Makes the second factor that a partner's changes of webhook URLs need from then on.",
      "Its secret is shown this once; an authenticator takes it or the URI's QR code."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  ./orderwire partner second-factor acme --json | jq -r .otpauth_uri | qrencode -t utf8"
    })
final class SecondFactorCommand implements Callable<Integer> {
  private static final String PATH = "/second-factor";

  @Parameters(paramLabel = "ID", description = "The partner's id.")
  private String id = "";

  @Option(
      names = "--remove",
      description = "Remove it instead: the partner has lost it, or needs none any more.")
  private boolean remove;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private OperatorOptions system = new OperatorOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    OperatorApi api = system.operatorApi();
    if (remove) {
      api.ask("DELETE", id, PATH, Map.of(), null);
      PrintWriter err = spec.commandLine().getErr();
      err.println(id + " has no second factor any more.");
      err.flush();
      return 0;
    }
    JsonNode made = api.ask("POST", id, PATH, Map.of(), null).body();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(made);
    } else {
      Table table = new Table(List.of());
      made.properties().forEach(one -> table.row(List.of(one.getKey(), one.getValue().asText())));
      table.print(out);
    }
    out.flush();
    return 0;
  }
}
