package io.orderwire.cli.partner;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderwire.cli.OperatorOptions;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orderwire partner add ID}: the new key alone goes to standard output. */
@Command(
    name = "add",
    description = {
      "Registers a partner and prints its API key, which is shown this once.",
      "Events that were published for it before are in its history."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  KEY=$(./orderwire partner add acme --name 'Acme Inc.')"})
final class AddCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "ID",
      description = "The partner's id: a-z, 0-9, '.', '_', '-', at most 64 characters.")
  private String id = "";

  @Option(names = "--name", paramLabel = "NAME", description = "A name for people.")
  private @Nullable String name;

  @Option(
      names = "--scopes",
      paramLabel = "SCOPE",
      split = ",",
      defaultValue = "read,manage",
      description = "What the key allows: read, manage (default: ${DEFAULT-VALUE}).")
  private List<String> scopes = List.of();

  @Option(
      names = "--requests-per-second",
      paramLabel = "N",
      description = "The partner's own request rate limit (default: the operator's).")
  private @Nullable Integer requestsPerSecond;

  @Option(names = "--json", description = "Print the whole answer as JSON instead of the key.")
  private boolean json;

  @Mixin private OperatorOptions system = new OperatorOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Map<String, Object> partner = new LinkedHashMap<>();
    partner.put("partner_id", id);
    partner.put("scopes", scopes);
    if (name != null) {
      partner.put("name", name);
    }
    if (requestsPerSecond != null) {
      partner.put("requests_per_second", requestsPerSecond);
    }
    JsonNode answer = system.operatorApi().add(partner);
    String key = answer.path("key").asText();
    system.partnerKeys().keep(id, key);
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? answer.toString() : key);
    out.flush();
    return 0;
  }
}
