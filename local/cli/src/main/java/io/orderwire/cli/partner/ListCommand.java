package io.orderwire.cli.partner;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderwire.cli.SystemOptions;
import java.io.PrintWriter;
import java.util.ArrayList;
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

  @Mixin private SystemOptions system = new SystemOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    JsonNode partners = system.operatorApi().partners().path("partners");
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(partners.toPrettyString());
    } else {
      List<List<String>> rows = new ArrayList<>();
      rows.add(COLUMNS);
      partners.forEach(partner -> rows.add(row(partner)));
      print(rows, out);
    }
    out.flush();
    return 0;
  }

  private static List<String> row(JsonNode partner) {
    List<String> keys = new ArrayList<>();
    for (JsonNode key : partner.path("keys")) {
      JsonNode expiry = key.path("expires_at");
      keys.add(
          key.path("key_id").asText()
              + (expiry.isTextual() ? " (until " + expiry.asText() + ")" : ""));
    }
    return List.of(
        partner.path("partner_id").asText(),
        partner.path("suspended").asBoolean() ? "suspended" : "active",
        partner.path("newest_sequence").asText("-"),
        String.join(", ", keys),
        partner.path("name").asText(""));
  }

  private static void print(List<List<String>> rows, PrintWriter out) {
    int[] widths = new int[COLUMNS.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 2);
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
