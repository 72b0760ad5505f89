package io.orderwire.cli.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orderwire webhook test PARTNER ENDPOINT}. */
@Command(
    name = "test",
    description = "Sends a signed endpoint.test message now, and tells how the receiver answered.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the receiver answered with 2xx", "1:it did not"})
final class TestCommand implements Callable<Integer> {

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private EndpointArguments target = new EndpointArguments();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    JsonNode tested = target.post("/test", Map.of());
    Answers.print(tested, json, spec.commandLine().getOut());
    return tested.path("outcome").asText().equals("delivered") ? 0 : 1;
  }
}
