package io.orderwire.fuzz.run;

import io.orderwire.fuzz.check.Finding;
import io.orderwire.fuzz.make.Bytes;
import io.orderwire.fuzz.make.Known;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What was tried and found, for people and for programs. Shows no secret. */
final class Report {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MOST_SHOWN = 1_600;

  private final FuzzRun.Verdict verdict;

  Report(FuzzRun.Verdict verdict) {
    this.verdict = verdict;
  }

  /** For people. */
  String text() {
    StringBuilder out = new StringBuilder();
    String row = "%-9s %10s %9s %7s %7s %7s %7s %7s %9s%n";
    out.append(
        row.formatted(
            "service", "operations", "requests", "2xx", "3xx", "4xx", "5xx", "none", "findings"));
    verdict
        .tally()
        .counts()
        .forEach(
            (service, count) ->
                out.append(
                    row.formatted(
                        service.code(),
                        count.operations().size(),
                        count.requests(),
                        count.of(1) + count.of(2),
                        count.of(3),
                        count.of(4),
                        count.of(5),
                        count.of(0),
                        count.findings())));
    verdict
        .tally()
        .counts()
        .forEach(
            (service, count) ->
                out.append(
                    "%-9s %s%n"
                        .formatted(
                            service.code(),
                            count.statuses().entrySet().stream()
                                .map(one -> one.getKey() + ": " + one.getValue())
                                .collect(Collectors.joining(", ")))));
    out.append(
        "%d requests were sent again, as they were answered 503 for a moment.%n"
            .formatted(verdict.tally().repeats()));
    for (Tally.Found found : verdict.found()) {
      out.append(
          "%n%s, %s: %s (%d times)%n"
              .formatted(
                  found.first().operation().name(),
                  found.finding().check(),
                  masked(found.finding().detail()),
                  found.times()));
      out.append("  changed  ")
          .append(masked(String.join("; ", found.first().changes())))
          .append('\n');
      out.append(indented("sent", found.first().bytes()));
      out.append(
          indented(
              "answered",
              found.answer().status() == 0
                  ? String.valueOf(found.answer().fault())
                  : found.answer().text()));
    }
    for (Finding finding : verdict.after()) {
      out.append("%nafterwards, %s: %s%n".formatted(finding.check(), masked(finding.detail())));
    }
    return out.toString();
  }

  private String indented(String what, String bytes) {
    String shown = Bytes.visible(masked(bytes)).stripTrailing();
    if (shown.length() > MOST_SHOWN) {
      shown =
          shown.substring(0, MOST_SHOWN / 2)
              + "\n… "
              + (shown.length() - MOST_SHOWN)
              + " characters …\n"
              + shown.substring(shown.length() - MOST_SHOWN / 2);
    }
    return "  "
        + what
        + "\n"
        + shown.lines().map(line -> "    " + line + "\n").collect(Collectors.joining());
  }

  private String masked(String text) {
    String masked = text;
    Known known = verdict.known();
    for (Map.Entry<String, String> secret : known.secrets().entrySet()) {
      masked = masked.replace(secret.getKey(), secret.getValue());
    }
    return masked.replaceAll("(ow[as]?_|whsec_|owt_)[A-Za-z0-9_+/=.-]{20,}", "$1…");
  }

  /** For programs. */
  byte[] json(long seed) {
    ObjectNode root = JSON.createObjectNode();
    root.put("holds", verdict.holds());
    root.put("seed", seed);
    root.put("requests", verdict.tally().requests());
    root.put("repeats", verdict.tally().repeats());
    root.put("longest_ms", verdict.tally().longestMillis());
    ObjectNode services = root.putObject("services");
    verdict
        .tally()
        .counts()
        .forEach(
            (service, count) -> {
              ObjectNode node = services.putObject(service.code());
              node.put("operations", count.operations().size());
              node.put("requests", count.requests());
              node.put("findings", count.findings());
              ObjectNode statuses = node.putObject("statuses");
              count.statuses().forEach((status, n) -> statuses.put(String.valueOf(status), n));
            });
    for (Tally.Found found : verdict.found()) {
      ObjectNode node = root.withArray("findings").addObject();
      node.put("operation", found.first().operation().name());
      node.put("check", found.finding().check());
      node.put("kind", masked(found.finding().kind()));
      node.put("detail", masked(found.finding().detail()));
      node.put("times", found.times());
      node.put("number", found.first().number());
      found.first().changes().forEach(change -> node.withArray("changes").add(masked(change)));
      node.put("sent", Bytes.visible(masked(found.first().bytes())));
    }
    for (Finding finding : verdict.after()) {
      ObjectNode node = root.withArray("afterwards").addObject();
      node.put("check", finding.check());
      node.put("detail", masked(finding.detail()));
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
  }
}
