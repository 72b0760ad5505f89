package io.orderwire.cli.webhook;

import picocli.CommandLine.Command;

/** {@code orderwire webhook …}. */
@Command(
    name = "webhook",
    description = "Makes a partner's webhook endpoints, changes them, and tells how they do.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      AddCommand.class,
      ListCommand.class,
      ShowCommand.class,
      ChangeCommand.class,
      DeleteCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      TestCommand.class,
      RotateSecretCommand.class,
      ReplayCommand.class,
      AttemptsCommand.class,
      ParkedCommand.class,
      StatsCommand.class
    },
    footer = {
      "",
      "Example:",
      "  ./orderwire webhook add acme --url http://127.0.0.1:9000/ --start beginning",
      "",
      "The receiver's side is in docs/guides/webhooks.md."
    })
public final class WebhookCommand {}
