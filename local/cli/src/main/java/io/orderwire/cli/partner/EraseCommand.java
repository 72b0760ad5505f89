package io.orderwire.cli.partner;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orderwire partner erase ID --order ORDER | (--sequences S,S | --all) --confirm ID}. */
@Command(
    name = "erase",
    description = {
      "Takes the content out of items of a partner's history, for good.",
      "They stay as erased items, so that the history has no gap. All but an order's items need",
      "--confirm: an order that the partner does not have is refused anyway."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  ./orderwire partner erase acme --order ord-1",
      "  ./orderwire partner erase acme --all --confirm acme"
    })
final class EraseCommand implements Callable<Integer> {
  @ArgGroup(multiplicity = "1")
  private What what = new What();

  @Mixin private HistoryCommandOptions options = new HistoryCommandOptions();

  /** What to erase. */
  static final class What {
    @Option(names = "--order", paramLabel = "ORDER", description = "All items of an order.")
    private @Nullable String order;

    @Option(
        names = "--sequences",
        paramLabel = "SEQUENCE",
        split = ",",
        description = "The items with these sequences.")
    private @Nullable List<Long> sequences;

    @Option(names = "--all", description = "All items of the partner.")
    private boolean all;

    boolean isOfAnyPartner() {
      return order == null;
    }

    Map<String, ?> body() {
      if (order != null) {
        return Map.of("order_id", order);
      }
      return sequences != null ? Map.of("sequences", sequences) : Map.of("all", all);
    }
  }

  @Override
  public Integer call() {
    if (what.isOfAnyPartner()) {
      options.requireConfirmation();
    }
    options.send(
        "erase",
        Map.of(),
        what.body(),
        answer ->
            answer.path("slots").asText()
                + " items of "
                + options.partnerId()
                + " are erased, as soon as the processor has come to it.");
    return 0;
  }
}
