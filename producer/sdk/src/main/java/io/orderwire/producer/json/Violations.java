package io.orderwire.producer.json;

import io.orderwire.schemas.Violation;
import java.util.ArrayList;
import java.util.List;

/** Collects faults, and keeps both their number and their text within bounds. */
final class Violations {

  static final int MAX = 100;
  private static final int MAX_SHOWN = 64;

  private final List<Violation> list = new ArrayList<>();

  void add(String field, String reason) {
    if (list.size() < MAX) {
      list.add(new Violation(field, reason));
    }
  }

  void addAll(List<Violation> more) {
    more.forEach(violation -> add(violation.field(), violation.reason()));
  }

  boolean isEmpty() {
    return list.isEmpty();
  }

  List<Violation> list() {
    return list;
  }

  /** The sender's own text, made fit for a path or a message: at most 64 printable characters. */
  static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(MAX_SHOWN)
        .map(c -> Character.isISOControl(c) || isSurrogate(c) ? '?' : c)
        .forEach(shown::appendCodePoint);
    return text.codePointCount(0, text.length()) > MAX_SHOWN
        ? shown.append('…').toString()
        : shown.toString();
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
