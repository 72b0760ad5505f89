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

  /** Loggers of Jetty and Spring's web framework, however much of their names is shown. */
  private static final Pattern WARNS_OF_REQUESTS =
      Pattern.compile(
          "\\b(?:o\\.e\\.j(?:etty)?|org\\.eclipse\\.jetty|s\\.w(?:eb)?|w(?:eb)?\\.s(?:ervlet)?)\\.");

  /** ESC, or one of U+0080 to U+009F, as the bytes of UTF-8 that a log is read as. */
  private static final Pattern OBEYED = Pattern.compile("\\u001b|\\u00c2[\\u0080-\\u009f]");

  /**
   * Stack traces at WARN and ERROR, ERRORs at all, warnings of what somebody sent, what a terminal
   * obeys, and secrets; each once.
   *
   * @param lines of the log, a character a byte
   */
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
    if (OBEYED.matcher(all).find()) {
      add(found, new Finding("logs", service + " logs what a terminal obeys", shown));
    }
    if (level.equals("WARN") && WARNS_OF_REQUESTS.matcher(entry.getFirst()).find()) {
      String kind = service + " warns of a request: " + message(entry.getFirst());
      add(found, new Finding("logs", kind, shown));
    }
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
