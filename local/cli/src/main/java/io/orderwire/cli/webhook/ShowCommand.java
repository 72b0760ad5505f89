package io.orderwire.cli.webhook;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orderwire webhook show PARTNER ENDPOINT}. */
@Command(
    name = "show",
    description = "Shows an endpoint, without its secret.",
    mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private EndpointArguments target = new EndpointArguments();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Answers.print(target.get("").body(), json, spec.commandLine().getOut());
    return 0;
  }
}
