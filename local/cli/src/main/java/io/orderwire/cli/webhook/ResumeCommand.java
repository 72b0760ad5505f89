package io.orderwire.cli.webhook;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orderwire webhook resume PARTNER ENDPOINT}. */
@Command(
    name = "resume",
    description =
        "Goes on with a paused or suspended endpoint, where its cursor stands or elsewhere.",
    mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
  @Option(
      names = "--from",
      paramLabel = "now|beginning|ID|TIME",
      description =
          "Where to go on: now, at the oldest item, behind an item, or at a time as RFC 3339"
              + " (default: where its cursor stands).")
  private @Nullable String from;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private EndpointArguments target = new EndpointArguments();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Answers.print(
        target.post("/resume", from == null ? Map.of() : Map.of("from", from)),
        json,
        spec.commandLine().getOut());
    return 0;
  }
}
