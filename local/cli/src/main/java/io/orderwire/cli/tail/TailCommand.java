package io.orderwire.cli.tail;

import io.orderwire.cli.CommandFailure;
import io.orderwire.cli.PrintedJson;
import io.orderwire.cli.SystemOptions;
import io.orderwire.cli.Trust;
import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orderwire tail PARTNER}: one item a line on standard output, until it is stopped. */
@Command(
    name = "tail",
    description = {
      "Follows a partner's history over SSE: one JSON item a line, until Ctrl-C.",
      "A lost connection is resumed where it was, with no item left out or repeated."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./orderwire tail acme --from start | jq -r '[.sequence, .type, .order_id] | @tsv'",
      "  ORDERWIRE_KEY=ow_... ./orderwire tail acme --url https://orders.example.com"
    })
public final class TailCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PARTNER", description = "The partner's id.")
  private String partner = "";

  @Option(
      names = "--from",
      paramLabel = "start|now|ID",
      defaultValue = "now",
      description = "Where to begin: the oldest item kept, now, or after an item's id.")
  private String from = "now";

  @Option(
      names = "--key",
      paramLabel = "KEY",
      defaultValue = "${env:ORDERWIRE_KEY}",
      description = {
        "The partner's API key (default: $ORDERWIRE_KEY, else the key that 'partner add' or",
        "'up --demo' kept in the data directory)."
      })
  private @Nullable String key;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The delivery API of a system elsewhere.")
  private @Nullable URI url;

  @Mixin private SystemOptions system = new SystemOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Follower follower =
        new Follower(
            url == null ? system.ports().deliveryUrl() : url,
            key(),
            Thread::sleep,
            item -> {
              out.println(PrintedJson.of(item));
              if (out.checkError()) {
                throw new OutputClosedException();
              }
            },
            notice -> {
              err.println(notice);
              err.flush();
            },
            url == null ? system.trust() : Trust.USUAL);
    try {
      follower.follow(from);
    } catch (OutputClosedException e) {
      // Whoever read the output, such as head, has had enough.
    }
    return 0;
  }

  private String key() {
    if (key != null && !key.isBlank()) {
      return key.strip();
    }
    return system
        .partnerKeys()
        .find(partner)
        .orElseThrow(
            () ->
                new CommandFailure(
                    "No key of "
                        + partner
                        + " is known here: give one with --key or ORDERWIRE_KEY, or make one with"
                        + " './orderwire partner add "
                        + partner
                        + "' or './orderwire partner rotate-key "
                        + partner
                        + "'."));
  }

  private static final class OutputClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
