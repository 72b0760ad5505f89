package io.orderwire.cli.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderwire.cli.OperatorApi;
import io.orderwire.cli.webhook.Answers.Column;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orderwire webhook attempts PARTNER ENDPOINT}. */
@Command(
    name = "attempts",
    description = "Lists the latest requests to an endpoint and how they ended, newest first.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  ./orderwire webhook attempts acme we_... --outcome refused --limit 20"
    })
final class AttemptsCommand implements Callable<Integer> {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("STARTED", "/started_at"),
          new Column("OUTCOME", "/outcome"),
          new Column("STATUS", "/status"),
          new Column("CAUSE", "/cause"),
          new Column("MS", "/duration_ms"),
          new Column("TRY", "/attempt"),
          new Column("NEXT TRY", "/next_attempt_at"),
          new Column("TYPE", "/type"),
          new Column("WEBHOOK-ID", "/webhook_id"));

  @Option(names = "--limit", paramLabel = "N", description = "How many, 1 to 1,000.")
  private @Nullable Integer limit;

  @Option(
      names = "--older-than",
      paramLabel = "CURSOR",
      description = "Goes on where an earlier list ended.")
  private @Nullable String olderThan;

  @Option(
      names = "--outcome",
      paramLabel = "OUTCOME",
      description = "Only delivered, refused, unreachable or timed_out.")
  private @Nullable String outcome;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private EndpointArguments target = new EndpointArguments();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    JsonNode page = target.get("/attempts" + query()).body();
    if (json) {
      Answers.print(page, true, spec.commandLine().getOut());
      return 0;
    }
    Answers.print(page.path("attempts"), COLUMNS, false, spec.commandLine().getOut());
    if (page.path("has_more").asBoolean()) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("More: --older-than " + page.path("cursor").asText());
      err.flush();
    }
    return 0;
  }

  private String query() {
    List<String> parts = new ArrayList<>();
    if (limit != null) {
      parts.add("limit=" + limit);
    }
    if (olderThan != null) {
      parts.add("older_than=" + OperatorApi.encode(olderThan));
    }
    if (outcome != null) {
      parts.add("outcome=" + OperatorApi.encode(outcome));
    }
    return parts.isEmpty() ? "" : "?" + String.join("&", parts);
  }
}
