package io.orderwire.cli.webhook;

import io.orderwire.cli.webhook.Answers.Column;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code orderwire webhook parked PARTNER ENDPOINT}. */
@Command(
    name = "parked",
    description = {
      "Lists the items that were set aside after all retries had failed, or tries them again.",
      "What fails to the end of the schedule again is set aside again."
    },
    mixinStandardHelpOptions = true)
final class ParkedCommand implements Callable<Integer> {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("ITEM", "/id"),
          new Column("SEQUENCE", "/sequence"),
          new Column("ORDER", "/order_id"),
          new Column("TRIES", "/attempts"),
          new Column("SINCE", "/parked_at"));

  @Option(
      names = "--retry",
      paramLabel = "ITEM",
      split = ",",
      description = "Try these items again now.")
  private @Nullable List<String> retry;

  @Option(names = "--retry-all", description = "Try all of them again now.")
  private boolean retryAll;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private EndpointArguments target = new EndpointArguments();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (retryAll && retry != null) {
      throw new ParameterException(spec.commandLine(), "Give --retry or --retry-all");
    }
    if (retryAll || retry != null) {
      Answers.print(
          target.post("/parked/retry", retry == null ? Map.of() : Map.of("items", retry)),
          json,
          spec.commandLine().getOut());
    } else {
      Answers.print(
          target.get("/parked").body().path("parked"), COLUMNS, json, spec.commandLine().getOut());
    }
    return 0;
  }
}
