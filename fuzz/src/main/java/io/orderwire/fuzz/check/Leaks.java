package io.orderwire.fuzz.check;

import io.orderwire.fuzz.make.Known;
import io.orderwire.fuzz.make.Party;
import io.orderwire.fuzz.make.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must be in no answer, unless it was in the request: insides, secrets, others' data. */
final class Leaks {
  /** Stack traces, and names of classes and packages. */
  private static final Pattern INSIDES =
      Pattern.compile(
          "\\b(?:java|javax|jakarta|sun|jdk|tools|com|org|io|net)\\.[a-z][a-z0-9_]*\\.[A-Za-z]\\w*"
              + "|\\w*Exception\\b|\\n\\s*at [\\w.$]+\\(|\\bCaused by\\b|\\w+\\.java\\b"
              + "|\\b(?i:jetty|spring(?:framework)?|rocksdb|jackson)\\b");

  private Leaks() {}

  static List<Finding> in(String answer, Probe probe, Known known, boolean description) {
    List<Finding> found = new ArrayList<>();
    if (!description) {
      Matcher insides = INSIDES.matcher(answer);
      while (insides.find()) {
        if (!probe.bytes().contains(insides.group().strip())) {
          found.add(
              new Finding(
                  "insides",
                  "insides: " + insides.group().strip(),
                  around(answer, insides.start())));
          break;
        }
      }
    }
    for (Map.Entry<String, String> secret : known.secrets().entrySet()) {
      int at = answer.indexOf(secret.getKey());
      if (at >= 0 && !isMadeAnew(secret.getKey(), answer)) {
        found.add(Finding.of("secrets", secret.getValue() + " is in the answer"));
      }
    }
    for (Party party : known.parties()) {
      if (!probe.mayShow().contains(party.marker()) && answer.contains(party.marker())) {
        found.add(Finding.of("isolation", "data of " + party.id() + " is in the answer"));
      }
    }
    if (answer.contains("\nx-injected:")) {
      found.add(Finding.of("splitting", "a header field of the request's making"));
    }
    return found;
  }

  /** A stream token that is asked for twice in one second is the same. */
  private static boolean isMadeAnew(String secret, String answer) {
    return answer.startsWith("201") && answer.contains("\"token\":\"" + secret + "\"");
  }

  private static String around(String text, int at) {
    return text.substring(Math.max(0, at - 40), Math.min(text.length(), at + 120));
  }
}
