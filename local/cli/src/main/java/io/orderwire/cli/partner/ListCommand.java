package io.orderwire.cli.partner;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderwire.cli.OperatorOptions;
import io.orderwire.cli.Table;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orderwire partner list}. */
@Command(
    name = "list",
    description = "Lists the partners.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  ./orderwire partner list --json | jq -r '.[].partner_id'"})
final class ListCommand implements Callable<Integer> {
  private static final List<String> COLUMNS = List.of("PARTNER", "STATE", "NEWEST", "KEYS", "NAME");

  @Option(names = "--json", description = "Print a JSON array.")
  private boolean json;

  @Mixin private OperatorOptions system = new OperatorOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    JsonNode partners = system.operatorApi().partners().path("partners");
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(partners.toPrettyString());
    } else {
      Table table = new Table(COLUMNS);
      partners.forEach(partner -> table.row(row(partner)));
      table.print(out);
    }
    out.flush();
    return 0;
  }

  private static List<String> row(JsonNode partner) {
    return List.of(
        partner.path("partner_id").asText(),
        state(partner),
        partner.path("newest_sequence").asText("-"),
        ShowCommand.keys(partner.path("keys")),
        partner.path("name").asText(""));
  }

  private static String state(JsonNode partner) {
    String access = partner.path("suspended").asBoolean() ? "suspended" : "active";
    return partner.path("frozen").asBoolean()
        ? access + ", frozen from " + partner.path("frozen_from").asText()
        : access;
  }
}
