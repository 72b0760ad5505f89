package io.orderwire.cli.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderwire.cli.OperatorOptions;
import io.orderwire.cli.webhook.Answers.Column;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orderwire webhook list PARTNER}. */
@Command(
    name = "list",
    description = "Lists a partner's endpoints.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  ./orderwire webhook list acme --json | jq -r '.[] | select(.state == \"suspended\").id'"
    })
final class ListCommand implements Callable<Integer> {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("ENDPOINT", "/id"),
          new Column("STATE", "/state"),
          new Column("REASON", "/reason"),
          new Column("ORDER", "/order"),
          new Column("FORMAT", "/format"),
          new Column("TYPES", "/types"),
          new Column("URL", "/url"));

  @Parameters(paramLabel = "PARTNER", description = "The partner's id.")
  private String partner = "";

  @Mixin private OperatorOptions system = new OperatorOptions();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    JsonNode endpoints =
        system
            .operatorApi()
            .ask("GET", partner, EndpointArguments.PATH, Map.of(), null)
            .body()
            .path("endpoints");
    Answers.print(endpoints, COLUMNS, json, spec.commandLine().getOut());
    return 0;
  }
}
