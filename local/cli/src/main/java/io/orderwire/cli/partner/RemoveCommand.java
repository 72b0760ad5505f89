package io.orderwire.cli.partner;

import io.orderwire.cli.SystemOptions;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orderwire partner remove ID}. */
@Command(
    name = "remove",
    description = {
      "Removes a partner, for good: its name, keys, webhook endpoints, second factor and positions.",
      "Its history must be erased before. Its id is not given to another one."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  ./orderwire partner erase acme --all",
      "  ./orderwire partner remove acme"
    })
final class RemoveCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The partner's id.")
  private String id = "";

  @Mixin private SystemOptions system = new SystemOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var _ = system.operatorApi().ask("DELETE", id, "", Map.of(), null);
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        id
            + " is removed. Do it once more in two days: that has Kafka take it off its disks, where"
            + " nothing else is written.");
    err.flush();
    return 0;
  }
}
