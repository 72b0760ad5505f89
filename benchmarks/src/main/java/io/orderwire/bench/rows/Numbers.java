package io.orderwire.bench.rows;

/** Events' numbers in their order ids, between two pairs of dots, which come nowhere else. */
final class Numbers {
  private static final String MARK = "..";

  private Numbers() {}

  /** An order id with a number. */
  static String order(long number) {
    return MARK + number + MARK;
  }

  /** The number in a text, -1 where there is none. */
  static long in(String text) {
    int from = text.indexOf(MARK);
    return from < 0
        ? -1
        : Long.parseLong(text, from + MARK.length(), text.indexOf(MARK, from + MARK.length()), 10);
  }
}
