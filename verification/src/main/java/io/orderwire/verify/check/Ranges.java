package io.orderwire.verify.check;

import java.util.ArrayList;
import java.util.List;

/** Sequences in words: the first ranges, and how many more. Sequences are added ascending. */
final class Ranges {
  private static final int MOST = 5;

  private final List<String> shown = new ArrayList<>();
  private long first;
  private long last = Long.MIN_VALUE;
  private long count;
  private int ranges;

  void add(long from, long to) {
    if (from != last + 1) {
      close();
      first = from;
    }
    last = to;
    count += to - from + 1;
  }

  boolean isEmpty() {
    return count == 0;
  }

  String describe() {
    close();
    last = Long.MIN_VALUE;
    String more = ranges > shown.size() ? " and " + (ranges - shown.size()) + " more ranges" : "";
    return String.join(", ", shown) + more + " (" + count + " in all)";
  }

  private void close() {
    if (last == Long.MIN_VALUE) {
      return;
    }
    ranges++;
    if (shown.size() < MOST) {
      shown.add(first == last ? "e" + first : "e" + first + " to e" + last);
    }
  }
}
