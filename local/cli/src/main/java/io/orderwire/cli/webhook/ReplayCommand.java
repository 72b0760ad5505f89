package io.orderwire.cli.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code orderwire webhook replay PARTNER ENDPOINT}. */
@Command(
    name = "replay",
    description = {
      "Sends items again, beside the live ones, marked 'webhook-replay: true'.",
      "Without options it tells how far the replay is that is going on."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  ./orderwire webhook replay acme we_... --from 2026-11-24T06:00:00Z --dry-run"
    })
final class ReplayCommand implements Callable<Integer> {
  @Option(
      names = "--from",
      paramLabel = "beginning|ID|TIME",
      description = "Where it begins: at the oldest item, behind an item, or at a time.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "ID|TIME",
      description = "Where it ends (default: at the newest item of now).")
  private @Nullable String to;

  @Option(
      names = "--requests-per-second",
      paramLabel = "N",
      description = "Its rate, 1 to 1,000 (default: the server's).")
  private @Nullable Integer requestsPerSecond;

  @Option(names = "--dry-run", description = "Only tell how many items it would send.")
  private boolean dryRun;

  @Option(names = "--cancel", description = "End the replay that is going on.")
  private boolean cancel;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private EndpointArguments target = new EndpointArguments();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (from == null ? to != null || requestsPerSecond != null || dryRun : cancel) {
      throw new ParameterException(
          spec.commandLine(), "Give --from to begin a replay, --cancel alone to end one");
    }
    if (cancel) {
      target.ask("DELETE", "/replay", Map.of(), null);
      PrintWriter err = spec.commandLine().getErr();
      err.println("The replay is ended.");
      err.flush();
    } else {
      JsonNode replay = from == null ? target.get("/replay").body() : begin(from);
      Answers.print(replay, json, spec.commandLine().getOut());
    }
    return 0;
  }

  private JsonNode begin(String from) {
    Map<String, Object> replay = new LinkedHashMap<>();
    replay.put("from", from);
    if (to != null) {
      replay.put("to", to);
    }
    if (requestsPerSecond != null) {
      replay.put("requests_per_second", requestsPerSecond);
    }
    if (dryRun) {
      replay.put("dry_run", true);
    }
    return target.post("/replay", replay);
  }
}
