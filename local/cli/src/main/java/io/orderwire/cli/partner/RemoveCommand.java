package io.orderwire.cli.partner;

import io.orderwire.cli.OperatorOptions;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code orderwire partner remove ID --confirm ID}. */
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
      "  ./orderwire partner erase acme --all --confirm acme",
      "  ./orderwire partner remove acme --confirm acme"
    })
final class RemoveCommand implements Callable<Integer> {
  @Mixin private NamedTwice partner = new NamedTwice();
  @Mixin private OperatorOptions system = new OperatorOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    partner.require();
    var _ = system.operatorApi().ask("DELETE", partner.id(), "", Map.of(), null);
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        partner.id()
            + " is removed. Do it once more in two days: that has Kafka take it off its disks, where"
            + " nothing else is written.");
    err.flush();
    return 0;
  }
}
