package io.orderwire.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.orderwire.cli.RunningSystem.PartProcess;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orderwire status}: exit code 0 if every part answers, else 1. */
@Command(
    name = "status",
    description = "Tells which parts of the system answer, and since when they have been running.",
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
    List<PartProcess> processes =
        RunningSystem.in(system.data()).map(RunningSystem::processes).orElse(List.of());
    List<Answer> answers = ask();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(asJson(answers, processes).toPrettyString());
    } else {
      out.printf("%-18s %-6s %-8s %-21s %s%n", "PART", "STATE", "PID", "SINCE", "ADDRESS");
      for (Answer answer : answers) {
        Optional<PartProcess> process = process(answer, processes);
        out.printf(
            "%-18s %-6s %-8s %-21s %s%n",
            answer.part(),
            answer.up() ? "up" : "down",
            process.map(found -> Long.toString(found.pid())).orElse("-"),
            process.map(found -> seconds(found.startedAt()).toString()).orElse("-"),
            answer.address());
      }
    }
    out.flush();
    return answers.stream().allMatch(Answer::up) ? 0 : 1;
  }

  private static ArrayNode asJson(List<Answer> answers, List<PartProcess> processes) {
    ArrayNode array = new ObjectMapper().createArrayNode();
    for (Answer answer : answers) {
      var part =
          array
              .addObject()
              .put("part", answer.part())
              .put("address", answer.address())
              .put("up", answer.up());
      process(answer, processes)
          .ifPresent(
              found ->
                  part.put("pid", found.pid()).put("since", seconds(found.startedAt()).toString()));
    }
    return array;
  }

  private static Optional<PartProcess> process(Answer answer, List<PartProcess> processes) {
    return processes.stream()
        .filter(process -> process.part().equals(answer.part()))
        .filter(process -> process.handle().isPresent())
        .findFirst();
  }

  private static Instant seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS);
  }

  private List<Answer> ask() {
    Ports ports = system.ports();
    Trust trust = system.trust();
    return List.of(
        new Answer("Kafka broker", ports.bootstrapServers(), system.brokerAnswers()),
        new Answer(
            "schema registry",
            ports.registryUrl(),
            Health.answersOk(ports.registryUrl() + "/subjects", trust, system.registryLogin())),
        new Answer(
            "streams processor",
            ports.healthUrl(ports.processorManagement()),
            Health.isReady(ports.healthUrl(ports.processorManagement()), trust)),
        new Answer(
            "delivery adapter",
            ports.deliveryUrl().toString(),
            Health.isReady(ports.healthUrl(ports.deliveryManagement()), trust)),
        new Answer(
            "producer service",
            ports.ingestUrl().toString(),
            Health.isReady(ports.healthUrl(ports.ingestManagement()), trust)));
  }

  private record Answer(String part, String address, boolean up) {}
}
