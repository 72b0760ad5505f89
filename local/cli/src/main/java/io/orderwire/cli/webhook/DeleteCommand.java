package io.orderwire.cli.webhook;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code orderwire webhook delete PARTNER ENDPOINT}. */
@Command(
    name = "delete",
    description =
        "Removes an endpoint. The history stays; what was not delivered is not delivered any more.",
    mixinStandardHelpOptions = true)
final class DeleteCommand implements Callable<Integer> {
  @Mixin private EndpointArguments target = new EndpointArguments();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    target.ask("DELETE", "", Map.of("If-Match", "*"), null); // whoever changed it meanwhile
    PrintWriter err = spec.commandLine().getErr();
    err.println(target.endpoint() + " is deleted.");
    err.flush();
    return 0;
  }
}
