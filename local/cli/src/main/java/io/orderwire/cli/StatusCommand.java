package io.orderwire.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.orderwire.embedded.BrokerProbe;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orderwire status}: exit code 0 if every part answers, else 1. */
@Command(
    name = "status",
    description = "Tells which parts of the system answer.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every part answers", "1:at least one does not"},
    footer = {"", "Example:", "  ./orderwire status --json | jq -r '.[] | select(.up | not).part'"})
final class StatusCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print a JSON array.")
  private boolean json;

  @Mixin private SystemOptions system = new SystemOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    List<Answer> answers = ask(system.ports());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ArrayNode array = new ObjectMapper().createArrayNode();
      answers.forEach(
          answer ->
              array
                  .addObject()
                  .put("part", answer.part())
                  .put("address", answer.address())
                  .put("up", answer.up()));
      out.println(array.toPrettyString());
    } else {
      out.printf("%-18s %-6s %s%n", "PART", "STATE", "ADDRESS");
      answers.forEach(
          answer ->
              out.printf(
                  "%-18s %-6s %s%n", answer.part(), answer.up() ? "up" : "down", answer.address()));
    }
    out.flush();
    return answers.stream().allMatch(Answer::up) ? 0 : 1;
  }

  private static List<Answer> ask(Ports ports) {
    return List.of(
        new Answer("Kafka", ports.bootstrapServers(), BrokerProbe.answers(ports.kafka())),
        new Answer(
            "schema registry",
            ports.registryUrl(),
            Health.answersOk(ports.registryUrl() + "/subjects")),
        new Answer(
            "streams processor",
            "http://127.0.0.1:" + ports.processorManagement() + "/actuator/health",
            Health.isReady(ports.processorManagement())),
        new Answer(
            "delivery adapter",
            ports.deliveryUrl().toString(),
            Health.isReady(ports.deliveryManagement())),
        new Answer(
            "producer service",
            ports.ingestUrl().toString(),
            Health.isReady(ports.ingestManagement())));
  }

  private record Answer(String part, String address, boolean up) {}
}
