package io.orderwire.fuzz.check;

import io.orderwire.fuzz.make.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must not be in a service's log after bad requests. */
public final class LogCheck {
  private static final Pattern LINE =
      Pattern.compile("^\\d{4}-\\d\\d-\\d\\dT\\S+\\s+(TRACE|DEBUG|INFO|WARN|ERROR)\\s.*");
  private static final Pattern TRACE = Pattern.compile("^\\s+at [\\w.$/@<>]+\\(.*");

  private LogCheck() {}

  /** Loggers of Kafka, and what is told when it does not answer: nothing that a request does. */
  private static final Pattern UNAVAILABLE =
      Pattern.compile("\\bo\\.a\\.k(?:afka)?\\.|org\\.apache\\.kafka\\.|UnavailableException");

  /** Stack traces at WARN and ERROR, ERRORs at all, and secrets; each once. */
  public static List<Finding> findings(String service, List<String> lines, Known known) {
    List<Finding> found = new ArrayList<>();
    for (int begin = 0; begin < lines.size(); ) {
      int end = begin + 1;
      while (end < lines.size() && !LINE.matcher(lines.get(end)).matches()) {
        end++;
      }
      entry(found, service, lines.subList(begin, end), known);
      begin = end;
    }
    return found;
  }

  private static void entry(List<Finding> found, String service, List<String> entry, Known known) {
    String all = String.join("\n", entry);
    for (Map.Entry<String, String> secret : known.secrets().entrySet()) {
      if (all.contains(secret.getKey())) {
        add(found, Finding.of("logs", service + " logs " + secret.getValue()));
      }
    }
    Matcher begin = LINE.matcher(entry.getFirst());
    String level = begin.matches() ? begin.group(1) : "";
    if (UNAVAILABLE.matcher(all).find() || level.equals("DEBUG")) {
      return;
    }
    String shown = String.join("\n", entry.subList(0, Math.min(entry.size(), 12)));
    if (level.equals("ERROR")) {
      String kind = service + " logs an ERROR: " + message(entry.getFirst());
      add(found, new Finding("logs", kind, shown));
    }
    if (entry.stream().anyMatch(line -> TRACE.matcher(line).matches())) {
      String kind = service + " logs a stack trace: " + message(entry.getFirst());
      add(found, new Finding("logs", kind, shown));
    }
  }

  private static void add(List<Finding> found, Finding finding) {
    if (found.stream().noneMatch(other -> other.kind().equals(finding.kind()))) {
      found.add(finding);
    }
  }

  private static String message(String line) {
    int colon = line.indexOf(" : ");
    String message = colon < 0 ? line : line.substring(colon + 3);
    return message.replaceAll("\\S*\\d\\S*", "…");
  }
}
