package io.orderwire.cli.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderwire.cli.CommandFailure;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orderwire webhook change PARTNER ENDPOINT}. */
@Command(
    name = "change",
    description = {
      "Changes what is given and leaves the rest, unless somebody else has changed it meanwhile.",
      "Another URL must answer the handshake before it gets items."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  ./orderwire webhook change acme we_... --max-in-flight 20 --unset requests_per_second"
    })
final class ChangeCommand implements Callable<Integer> {
  @Option(names = "--url", paramLabel = "URL", description = "Where requests go.")
  private @Nullable String url;

  @Option(
      names = "--unset",
      paramLabel = "FIELD",
      split = ",",
      description =
          "Goes back to the default of: description, types, batch, requests_per_second,"
              + " requests_per_minute, trigger_above_lag.")
  private List<Unset> unset = List.of();

  @Mixin private DefinitionOptions definition = new DefinitionOptions();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private EndpointArguments target = new EndpointArguments();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ObjectNode changes = definition.toJson();
    if (url != null) {
      changes.put("url", url);
    }
    unset.forEach(field -> field.in(changes));
    if (changes.isEmpty()) {
      throw new CommandFailure("Nothing to change: name at least one option.");
    }
    String version =
        target
            .get("")
            .etag()
            .orElseThrow(() -> new CommandFailure("The operator API named no version."));
    Answers.print(
        target.ask("PATCH", "", Map.of("If-Match", version), changes).body(),
        json,
        spec.commandLine().getOut());
    return 0;
  }

  /** A field that can be without a value; named as the operator API names it. */
  enum Unset {
    description,
    types,
    batch,
    requests_per_second,
    requests_per_minute,
    trigger_above_lag;

    private void in(ObjectNode changes) {
      switch (this) {
        case description, types, batch -> changes.putNull(name());
        case requests_per_second, requests_per_minute, trigger_above_lag ->
            changes.withObjectProperty("limits").putNull(name());
      }
    }
  }
}
