package io.orderwire.cli.webhook;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orderwire webhook stats PARTNER ENDPOINT}. */
@Command(
    name = "stats",
    description = "Tells how far an endpoint is, how its latest requests went, and what waits.",
    mixinStandardHelpOptions = true)
final class StatsCommand implements Callable<Integer> {

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private EndpointArguments target = new EndpointArguments();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Answers.print(target.get("/stats").body(), json, spec.commandLine().getOut());
    return 0;
  }
}
