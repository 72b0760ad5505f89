package io.orderwire.cli.partner;

import io.orderwire.cli.OperatorOptions;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orderwire partner suspend ID}. */
@Command(
    name = "suspend",
    description = "Refuses a partner's requests; its history goes on, and nothing is lost.",
    mixinStandardHelpOptions = true)
final class SuspendCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The partner's id.")
  private String id = "";

  @Mixin private OperatorOptions system = new OperatorOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    system.operatorApi().act(id, "suspend", Map.of());
    PrintWriter err = spec.commandLine().getErr();
    err.println(id + " is suspended.");
    err.flush();
    return 0;
  }
}
