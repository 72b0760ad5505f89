package io.orderwire.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * JSON as it is printed. JSON itself has only the first 32 control characters escaped; here all are
 * that a terminal would obey rather than show, which is the same to whoever parses it.
 */
public final class PrintedJson {
  private static final Pattern OBEYED = Pattern.compile("[\\x7f-\\x9f\\p{Cf}]");

  private PrintedJson() {}

  /** The same JSON. */
  public static String of(String json) {
    return OBEYED
        .matcher(json)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found
                        .group()
                        .chars()
                        .mapToObj(unit -> String.format(Locale.ROOT, "\\u%04x", unit))
                        .collect(Collectors.joining())));
  }
}
