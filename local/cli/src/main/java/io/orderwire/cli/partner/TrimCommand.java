package io.orderwire.cli.partner;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orderwire partner trim ID --before S --confirm ID}. */
@Command(
    name = "trim",
    description = {
      "Removes the oldest items of a partner's history for good.",
      "Who has not read them gets cursor_expired, and a webhook endpoint stops there."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  ./orderwire partner trim acme --before 1000 --confirm acme"})
final class TrimCommand implements Callable<Integer> {
  @Option(
      names = "--before",
      paramLabel = "SEQUENCE",
      required = true,
      description = "The oldest sequence to keep.")
  private long before;

  @Mixin private HistoryCommandOptions options = new HistoryCommandOptions();

  @Override
  public Integer call() {
    options.requireConfirmation();
    options.send(
        "trim",
        Map.of(),
        Map.of("before", before),
        answer ->
            answer.path("command_ids").isEmpty()
                ? options.partnerId() + " has nothing before " + before + "."
                : options.partnerId()
                    + " begins at "
                    + before
                    + ", as soon as the processor has come to it.");
    return 0;
  }
}
