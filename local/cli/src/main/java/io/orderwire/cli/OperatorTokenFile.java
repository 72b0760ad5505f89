package io.orderwire.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file with one operator's token: alone, or as a line {@code NAME TOKEN}, as it is in the file
 * that the adapters read. Empty lines, and those that begin with {@code #}, mean nothing.
 */
final class OperatorTokenFile {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private OperatorTokenFile() {}

  /**
   * The token.
   *
   * @throws IOException if the file cannot be read
   * @throws CommandFailure if it does not hold one token; says nothing of what it holds
   */
  static String read(Path file) throws IOException {
    String text = Files.readString(file);
    List<String> lines =
        (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .toList();
    if (lines.size() > 1) {
      throw new CommandFailure(
          file
              + " has the tokens of several operators. Commands for partners and webhooks take a"
              + " file with yours alone: --token-file FILE.");
    }
    String[] fields = lines.isEmpty() ? new String[0] : lines.getFirst().split("\\s+", -1);
    if (fields.length == 0 || fields.length > 2) {
      throw new CommandFailure(
          file + " must have an operator's token, alone or after its name and a space.");
    }
    return fields[fields.length - 1];
  }
}
