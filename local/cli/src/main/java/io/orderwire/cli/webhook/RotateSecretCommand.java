package io.orderwire.cli.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orderwire webhook rotate-secret PARTNER ENDPOINT}: the new secret alone is printed. */
@Command(
    name = "rotate-secret",
    description = {
      "Makes a new signing secret and prints it; it is shown this once.",
      "Requests are signed with the old one as well for the overlap."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  SECRET=$(./orderwire webhook rotate-secret acme we_... --overlap PT1H)"
    })
final class RotateSecretCommand implements Callable<Integer> {
  @Option(
      names = "--overlap",
      paramLabel = "DURATION",
      description =
          "How long the old secret goes on signing as well, as ISO 8601 (default: PT24H; PT0S ends"
              + " it at once).")
  private @Nullable Duration overlap;

  @Option(names = "--json", description = "Print the whole answer as JSON instead of the secret.")
  private boolean json;

  @Mixin private EndpointArguments target = new EndpointArguments();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    JsonNode answer =
        target.post(
            "/rotate-secret",
            overlap == null ? Map.of() : Map.of("overlap_seconds", overlap.toSeconds()));
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? answer.toString() : answer.path("secret").asText());
    out.flush();
    return 0;
  }
}
