package io.orderwire.cli.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderwire.cli.OperatorOptions;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orderwire webhook add PARTNER --url URL}. */
@Command(
    name = "add",
    description = {
      "Makes an endpoint and prints it with its signing secret, which is shown this once.",
      "It gets nothing before it has answered the handshake."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./orderwire webhook add acme --url http://127.0.0.1:9000/ --start beginning",
      "  ./orderwire webhook add acme --url https://orders.example.com/in --order order --max-in-flight 20"
    })
final class AddCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PARTNER", description = "The partner's id.")
  private String partner = "";

  @Option(
      names = "--url",
      paramLabel = "URL",
      required = true,
      description = "Where requests go; https, except in local mode.")
  private String url = "";

  @Option(
      names = "--start",
      paramLabel = "now|beginning|ID|TIME",
      description =
          "Where it begins: now, at the oldest item, behind an item, or at a time as RFC 3339"
              + " (default: now).")
  private @Nullable String start;

  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description = "Makes a repeat of the same call answer with the endpoint that is there.")
  private @Nullable String idempotencyKey;

  @Mixin private DefinitionOptions definition = new DefinitionOptions();
  @Mixin private OperatorOptions system = new OperatorOptions();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ObjectNode endpoint = definition.toJson().put("url", url);
    if (start != null) {
      endpoint.put("start", start);
    }
    Map<String, String> headers =
        idempotencyKey == null ? Map.of() : Map.of("Idempotency-Key", idempotencyKey);
    JsonNode made =
        system.operatorApi().ask("POST", partner, EndpointArguments.PATH, headers, endpoint).body();
    Answers.print(made, json, spec.commandLine().getOut());
    return 0;
  }
}
