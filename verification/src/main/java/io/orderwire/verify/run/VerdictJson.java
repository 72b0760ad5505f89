package io.orderwire.verify.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderwire.verify.check.CheckResult;
import io.orderwire.verify.check.Violation;
import io.orderwire.verify.nemesis.FaultKind;
import io.orderwire.verify.record.Counts;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A verdict for programs. */
final class VerdictJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private VerdictJson() {}

  static byte[] of(RunSettings settings, VerificationRun.Verdict verdict) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("holds", verdict.report().holds());
    root.put("minutes", settings.duration().toMinutes());
    root.put("seed", settings.seed());
    root.put("rate", settings.rate());
    root.put("partners", settings.partners());
    root.put("processors", settings.processors());
    root.put("adapters", settings.adapters());
    settings.faults().stream()
        .sorted()
        .map(FaultKind::code)
        .forEach(root.putArray("fault_kinds")::add);
    Untried untried = verdict.untried();
    untried.missed().stream().map(FaultKind::code).forEach(root.putArray("faults_missed")::add);
    untried.unplanned().stream()
        .map(FaultKind::code)
        .forEach(root.putArray("faults_without_time")::add);
    counts(root.putObject("counts"), verdict.counts());
    for (CheckResult result : verdict.report().results()) {
      check(root.withArray("checks").addObject(), result);
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
  }

  private static void counts(ObjectNode node, Counts counts) {
    node.put("sends", counts.sends());
    node.put("exchanges", counts.exchanges());
    node.put("rewrites", counts.rewrites());
    put(node.putObject("events"), counts.events());
    put(node.putObject("items"), counts.items());
    put(node.putObject("faults"), counts.faults());
  }

  private static void put(ObjectNode node, Map<?, Long> counts) {
    Map<String, Long> sorted = new TreeMap<>();
    counts.forEach((what, count) -> sorted.put(what.toString().toLowerCase(Locale.ROOT), count));
    sorted.forEach(node::put);
  }

  private static void check(ObjectNode node, CheckResult result) {
    node.put("name", result.check());
    node.put("holds", result.holds());
    node.put("examined", result.examined());
    node.put("violations", result.found());
    for (Violation violation : result.violations()) {
      ObjectNode told = node.withArray("first").addObject();
      told.put("partner", violation.partner());
      told.put("channel", violation.channel());
      told.put("at_ms", violation.at().toMillis());
      told.put("expected", violation.expected());
      told.put("seen", violation.seen());
      addAll(told, "neighbours", violation.neighbours());
      addAll(told, "faults", violation.faults());
    }
  }

  private static void addAll(ObjectNode node, String name, List<String> lines) {
    lines.forEach(node.putArray(name)::add);
  }
}
