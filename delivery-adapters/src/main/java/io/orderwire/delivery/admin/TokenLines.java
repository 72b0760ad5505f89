package io.orderwire.delivery.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.orderwire.delivery.audit.Author;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a file of operators' tokens says. It holds one token alone, whose operator is called {@link
 * Author.Operator#UNNAMED}, or lines {@code NAME TOKEN}; empty lines, and those that begin with
 * {@code #}, mean nothing. A name may have several lines, so that a new token can be handed out
 * before the old one is taken away.
 *
 * <p>A line that cannot be used opens nothing, and takes nothing from the others. The file is
 * edited while it is in use: if a slip in one operator's line shut out all, nobody could suspend a
 * partner until it is found. Nor could a whole file that is refused be any safer, as what is
 * refused of a line is never compared with anything. Two things are refused beyond a line, since it
 * is not known who would be held to a change: a token under two names, in each of its lines; and a
 * token without a name beside other lines, so that one which all know does not stay when all have
 * their own.
 *
 * @param tokens what opens, and for whom
 * @param problems why some lines, or all, open nothing, in the lines' order: by their numbers, and
 *     never by what they hold
 */
record TokenLines(List<Known> tokens, List<String> problems) {
  /** The fewest characters of a token. */
  static final int SHORTEST = 32;

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

  /** What a header field can carry (RFC 9110, section 5.5), without spaces. */
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** A token, as it is sent, and who has it. */
  record Known(String name, byte[] token) {}

  /**
   * A line.
   *
   * @param name a name, or what stands in its place
   * @param token likewise
   * @param fault why it cannot be used, whatever else is in the file
   */
  private record Line(int number, String name, String token, Optional<String> fault) {}

  /** Makes the lists unmodifiable. */
  TokenLines {
    tokens = List.copyOf(tokens);
    problems = List.copyOf(problems);
  }

  /** Of a file that says nothing, for a reason. */
  static TokenLines none(String problem) {
    return new TokenLines(List.of(), List.of(problem));
  }

  static TokenLines parse(String text) {
    List<Line> lines = lines(text);
    Map<String, Set<String>> names = new HashMap<>();
    for (Line line : lines) {
      names.computeIfAbsent(line.token(), _ -> new HashSet<>()).add(line.name());
    }
    List<Known> tokens = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Line line : lines) {
      Optional<String> fault =
          names.getOrDefault(line.token(), Set.of()).size() > 1
              ? Optional.of("has a token that another line has under another name")
              : line.fault();
      if (fault.isPresent()) {
        problems.add("line " + line.number() + " opens nothing: it " + fault.get());
      } else {
        tokens.add(new Known(line.name(), line.token().getBytes(US_ASCII)));
      }
    }
    if (tokens.isEmpty()) {
      problems.add("it holds no token that opens anything");
    }
    return new TokenLines(tokens, problems);
  }

  private static List<Line> lines(String text) {
    List<String> all = withoutMark(text).lines().map(String::strip).toList();
    boolean alone = all.stream().filter(TokenLines::says).count() == 1;
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (says(all.get(i))) {
        lines.add(line(i + 1, all.get(i).split("\\s+", -1), alone));
      }
    }
    return lines;
  }

  private static Line line(int number, String[] fields, boolean alone) {
    String token = fields.length == 1 ? fields[0] : fields[1];
    String name = fields.length == 1 ? Author.Operator.UNNAMED : fields[0];
    return new Line(number, name, token, fault(fields.length, name, token, alone));
  }

  private static Optional<String> fault(int fields, String name, String token, boolean alone) {
    if (fields > 2) {
      return Optional.of("has more than a name and a token");
    }
    if (fields == 1 && !alone) {
      return Optional.of("has a token without a name, and is not the only one");
    }
    if (!NAME.matcher(name).matches()) {
      return Optional.of("has a name that is none: 1 to 63 of a-z, 0-9, '.', '_' and '-'");
    }
    if (!TOKEN.matcher(token).matches()) {
      return Optional.of("has a token with other characters than the visible ones of ASCII");
    }
    return token.length() < SHORTEST
        ? Optional.of("has a token of fewer than " + SHORTEST + " characters")
        : Optional.empty();
  }

  private static boolean says(String line) {
    return !line.isEmpty() && !line.startsWith("#");
  }

  private static String withoutMark(String text) {
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }
}
