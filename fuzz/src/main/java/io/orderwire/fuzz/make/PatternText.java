package io.orderwire.fuzz.make;

import java.util.random.RandomGenerator;

/**
 * Texts that match a pattern, of the patterns that descriptions have: literals, classes, groups
 * without alternatives, and {@code ? * + {n,m}}. Of an unbounded number, few.
 */
final class PatternText {
  private static final int FEW = 4;

  private final String pattern;
  private final RandomGenerator random;
  private int at;

  private PatternText(String pattern, RandomGenerator random) {
    this.pattern = pattern;
    this.random = random;
  }

  /** A text that matches, if the pattern is such a one. */
  static String of(String pattern, RandomGenerator random) {
    String inner = pattern.startsWith("^") ? pattern.substring(1) : pattern;
    inner = inner.endsWith("$") ? inner.substring(0, inner.length() - 1) : inner;
    return new PatternText(inner, random).sequence();
  }

  private String sequence() {
    StringBuilder out = new StringBuilder();
    while (at < pattern.length() && pattern.charAt(at) != ')') {
      int begin = at;
      String first = atom();
      int[] times = times();
      int count = times[0] + random.nextInt(times[1] - times[0] + 1);
      if (count > 0) {
        out.append(first);
      }
      int end = at;
      for (int n = 1; n < count; n++) {
        at = begin;
        out.append(atom());
      }
      at = end;
    }
    return out.toString();
  }

  private String atom() {
    char one = pattern.charAt(at++);
    return switch (one) {
      case '(' -> {
        if (pattern.startsWith("?:", at)) {
          at += 2;
        }
        String inner = sequence();
        at++;
        yield inner;
      }
      case '[' -> {
        StringBuilder some = new StringBuilder();
        while (pattern.charAt(at) != ']') {
          char from = pattern.charAt(at++);
          if (from == '\\') {
            from = pattern.charAt(at++);
          }
          char to = from;
          if (pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']') {
            to = pattern.charAt(at + 1);
            at += 2;
          }
          for (char c = from; c <= to; c++) {
            some.append(c);
          }
        }
        at++;
        yield String.valueOf(some.charAt(random.nextInt(some.length())));
      }
      case '\\' -> {
        char escaped = pattern.charAt(at++);
        yield escaped == 'd' ? String.valueOf(random.nextInt(10)) : String.valueOf(escaped);
      }
      default -> String.valueOf(one == '.' ? 'x' : one);
    };
  }

  private int[] times() {
    if (at >= pattern.length()) {
      return new int[] {1, 1};
    }
    return switch (pattern.charAt(at)) {
      case '?' -> skip(1, 0, 1);
      case '*' -> skip(1, 0, FEW);
      case '+' -> skip(1, 1, FEW);
      case '{' -> {
        int end = pattern.indexOf('}', at);
        String inner = pattern.substring(at + 1, end);
        int comma = inner.indexOf(',');
        int least = Integer.parseInt(comma < 0 ? inner : inner.substring(0, comma));
        String upper = comma < 0 ? inner : inner.substring(comma + 1);
        int most = upper.isEmpty() ? least + FEW : Integer.parseInt(upper);
        yield skip(end + 1 - at, least, Math.min(most, least + 12));
      }
      default -> new int[] {1, 1};
    };
  }

  private int[] skip(int length, int least, int most) {
    at += length;
    return new int[] {least, most};
  }
}
