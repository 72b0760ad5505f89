package io.orderwire.cli.partner;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderwire.cli.OperatorOptions;
import io.orderwire.cli.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orderwire partner show ID}. */
@Command(
    name = "show",
    description = {
      "Shows a partner, and how far its history has come.",
      "A history with an incident is frozen_from the first sequence that is withheld."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  ./orderwire partner show acme --json | jq .frozen_from"})
final class ShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The partner's id.")
  private String id = "";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private OperatorOptions system = new OperatorOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    JsonNode partner = system.operatorApi().partner(id);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(partner.toPrettyString());
    } else {
      Table table = new Table(List.of());
      partner
          .properties()
          .forEach(
              member ->
                  table.row(
                      List.of(
                          member.getKey(),
                          member.getKey().equals("keys")
                              ? keys(member.getValue())
                              : member.getValue().asText())));
      table.print(out);
    }
    out.flush();
    return 0;
  }

  /** The keys' ids, and until when they are valid. */
  static String keys(JsonNode keys) {
    List<String> shown = new ArrayList<>();
    for (JsonNode key : keys) {
      JsonNode expiry = key.path("expires_at");
      shown.add(
          key.path("key_id").asText()
              + (expiry.isTextual() ? " (until " + expiry.asText() + ")" : ""));
    }
    return String.join(", ", shown);
  }
}
