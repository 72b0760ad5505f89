package io.orderwire.cli.partner;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderwire.cli.CommandFailure;
import io.orderwire.cli.OperatorOptions;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orderwire partner rotate-key ID}: the new key alone goes to standard output. */
@Command(
    name = "rotate-key",
    description = {
      "Makes a new key and prints it; it is shown this once.",
      "The old key goes on working for the overlap."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  KEY=$(./orderwire partner rotate-key acme --overlap PT1H)"})
final class RotateKeyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The partner's id.")
  private String id = "";

  @Option(
      names = "--overlap",
      paramLabel = "DURATION",
      defaultValue = "PT24H",
      description =
          "How long the old key goes on working, as ISO 8601 (default: ${DEFAULT-VALUE}; PT0S ends"
              + " it at once).")
  private String overlap = "PT24H";

  @Option(names = "--json", description = "Print the whole answer as JSON instead of the key.")
  private boolean json;

  @Mixin private OperatorOptions system = new OperatorOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    JsonNode answer =
        system
            .operatorApi()
            .act(id, "rotate-key", Map.of("overlap_seconds", parse(overlap).toSeconds()));
    String key = answer.path("key").asText();
    system.partnerKeys().keep(id, key);
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? answer.toString() : key);
    out.flush();
    return 0;
  }

  private static Duration parse(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new CommandFailure(
          "--overlap takes an ISO 8601 duration such as PT30M, PT24H or P2D, not '" + text + "'.",
          e);
    }
  }
}
