package io.orderwire.cli.partner;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orderwire partner new-epoch ID --from S [--force --confirm ID]}. */
@Command(
    name = "new-epoch",
    description = {
      "Lets a frozen history go on, in a new epoch; 'partner show' says where it is frozen.",
      "Items before --from stay; what was there from it on is void, and may be published again."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  ./orderwire partner new-epoch acme --from 43"})
final class NewEpochCommand implements Callable<Integer> {
  @Option(
      names = "--from",
      paramLabel = "SEQUENCE",
      required = true,
      description = "The first sequence of the new epoch.")
  private long from;

  @Option(names = "--force", description = "Also where the history is not frozen; needs --confirm.")
  private boolean force;

  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description = "Names this request, so that a repeat of it has the effect of one.")
  private @Nullable String idempotencyKey;

  @Mixin private HistoryCommandOptions options = new HistoryCommandOptions();

  @Override
  public Integer call() {
    if (force) {
      options.requireConfirmation();
    }
    options.send(
        "new-epoch",
        idempotencyKey == null ? Map.of() : Map.of("Idempotency-Key", idempotencyKey),
        force ? Map.of("from", from, "force", true) : Map.of("from", from),
        _ ->
            options.partnerId()
                + " goes on at "
                + from
                + " in a new epoch, as soon as the processor has come to it.");
    return 0;
  }
}
