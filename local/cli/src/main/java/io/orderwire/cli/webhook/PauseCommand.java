package io.orderwire.cli.webhook;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code orderwire webhook pause PARTNER ENDPOINT}. */
@Command(
    name = "pause",
    description =
        "Sends an endpoint nothing until it is resumed. Its cursor stands still; nothing is lost.",
    mixinStandardHelpOptions = true)
final class PauseCommand implements Callable<Integer> {
  @Mixin private EndpointArguments target = new EndpointArguments();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    target.post("/pause", Map.of());
    PrintWriter err = spec.commandLine().getErr();
    err.println(target.endpoint() + " is paused.");
    err.flush();
    return 0;
  }
}
