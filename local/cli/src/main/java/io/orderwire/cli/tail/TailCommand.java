package io.orderwire.cli.tail;

import io.orderwire.cli.CommandFailure;
import io.orderwire.cli.PrintedJson;
import io.orderwire.cli.SystemOptions;
import io.orderwire.cli.Trust;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
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
      names = "--key-file",
      paramLabel = "FILE",
      description = {
        "A file with the partner's API key (default: the key in $ORDERWIRE_KEY, else that which",
        "'partner add' or 'up --demo' kept in the data directory)."
      })
  private @Nullable Path keyFile;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The delivery API of a system elsewhere.")
  private @Nullable URI url;

  @Mixin private SystemOptions system = new SystemOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  private final UnaryOperator<@Nullable String> environment;

  /** With the environment of this process. */
  public TailCommand() {
    this(System::getenv);
  }

  /**
   * With an environment.
   *
   * @param environment the value of a name; null where it has none
   */
  TailCommand(UnaryOperator<@Nullable String> environment) {
    this.environment = environment;
  }

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
    if (keyFile != null) {
      return keyIn(keyFile);
    }
    String given = environment.apply("ORDERWIRE_KEY");
    if (given != null && !given.isBlank()) {
      return given.strip();
    }
    return system
        .partnerKeys()
        .find(partner)
        .orElseThrow(
            () ->
                new CommandFailure(
                    "No key of "
                        + partner
                        + " is known here: give one with --key-file or ORDERWIRE_KEY, or make one"
                        + " with './orderwire partner add "
                        + partner
                        + "' or './orderwire partner rotate-key "
                        + partner
                        + "'."));
  }

  private static String keyIn(Path file) {
    String key;
    try {
      key = Files.readString(file).strip();
    } catch (IOException e) {
      throw new CommandFailure("The key in " + file + " can't be read: " + e, e);
    }
    if (key.isEmpty() || key.contains("\n")) {
      throw new CommandFailure("The file " + file + " must have the key, in one line.");
    }
    return key;
  }

  private static final class OutputClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
