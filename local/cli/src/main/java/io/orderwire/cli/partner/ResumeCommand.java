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

/** {@code orderwire partner resume ID}. */
@Command(
    name = "resume",
    description = "Lets a suspended partner in again.",
    mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The partner's id.")
  private String id = "";

  @Mixin private OperatorOptions system = new OperatorOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    system.operatorApi().act(id, "resume", Map.of());
    PrintWriter err = spec.commandLine().getErr();
    err.println(id + " is resumed.");
    err.flush();
    return 0;
  }
}
