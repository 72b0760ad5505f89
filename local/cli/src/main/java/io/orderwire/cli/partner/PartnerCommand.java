package io.orderwire.cli.partner;

import picocli.CommandLine.Command;

/** {@code orderwire partner …}. */
@Command(
    name = "partner",
    description =
        "Registers partners and changes their keys, second factors, access and histories.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      AddCommand.class,
      ListCommand.class,
      ShowCommand.class,
      NewEpochCommand.class,
      TrimCommand.class,
      EraseCommand.class,
      RotateKeyCommand.class,
      SecondFactorCommand.class,
      SuspendCommand.class,
      ResumeCommand.class,
      RemoveCommand.class
    })
public final class PartnerCommand {}
