package io.orderwire.producer.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.UUID;

/**
 * Goes through JSON in printable ASCII without escapes. Once something else comes, it has failed,
 * and what it gives from then on has no meaning. For one thread.
 */
final class PlainCursor {
  private static final int UUID_SIZE = 36;
  private static final UUID NONE = new UUID(0, 0);

  /** So many digits fit into an int, and with 4 more into a long, whatever they are. */
  private static final int INT_DIGITS = 9;

  private static final int INTEGER_DIGITS = 14;

  private final byte[] in;
  private final int end;
  private int at;
  private int from;
  private int to;
  private boolean failed;

  PlainCursor(byte[] json, int offset, int length) {
    in = json;
    at = offset;
    end = offset + length;
  }

  boolean failed() {
    return failed;
  }

  void fail() {
    failed = true;
  }

  /** Whether nothing but white space is left. */
  boolean isAtEnd() {
    skipSpace();
    return at == end;
  }

  /** Goes into an object or an array. */
  void open(char bracket) {
    expect(bracket);
  }

  /** After a value: whether another one follows, or it was the last before this bracket. */
  boolean hasMore(char bracket) {
    skipSpace();
    if (failed || at == end) {
      failed = true;
      return false;
    }
    byte next = in[at++];
    if (next == ',') {
      return true;
    }
    failed = next != bracket;
    return false;
  }

  /** A field's name, up to its value; {@link #is} and {@link #last} tell it. */
  void name() {
    string();
    int nameFrom = from;
    int nameTo = to;
    expect(':');
    from = nameFrom;
    to = nameTo;
  }

  /** Whether the last string is this. */
  boolean is(byte[] text) {
    return !failed && Arrays.equals(in, from, to, text, 0, text.length);
  }

  /** A string. */
  String text() {
    string();
    return last();
  }

  /** The last string. */
  String last() {
    return failed ? "" : new String(in, from, to - from, ISO_8859_1);
  }

  /** A string that is a UUID in its form of 36 characters. */
  UUID uuid() {
    string();
    if (failed || to - from != UUID_SIZE) {
      failed = true;
      return NONE;
    }
    if (in[from + 8] != '-'
        || in[from + 13] != '-'
        || in[from + 18] != '-'
        || in[from + 23] != '-') {
      failed = true;
    }
    long high = (hex(from, 8) << 32) | (hex(from + 9, 4) << 16) | hex(from + 14, 4);
    long low = (hex(from + 19, 4) << 48) | hex(from + 24, 12);
    return new UUID(high, low);
  }

  private long hex(int first, int digits) {
    long value = 0;
    for (int n = first; n < first + digits; n++) {
      int digit = Character.digit(in[n], 16);
      failed |= digit < 0;
      value = (value << 4) | digit;
    }
    return value;
  }

  /** A whole number, not negative, of few digits. */
  int integer() {
    skipSpace();
    int first = at;
    int value = 0;
    while (at < end && isDigit(in[at]) && at - first < INT_DIGITS) {
      value = value * 10 + in[at++] - '0';
    }
    int digits = at - first;
    if (digits == 0 || (digits > 1 && in[first] == '0')) {
      failed = true;
    }
    return value;
  }

  /** A string that is an amount, as {@link Decimals} has it, of few digits. */
  BigDecimal amount() {
    string();
    int n = from;
    long unscaled = 0;
    while (n < to && isDigit(in[n])) {
      unscaled = unscaled * 10 + in[n++] - '0';
      failed |= n - from > INTEGER_DIGITS;
    }
    int digits = n - from;
    int fraction = 0;
    if (n < to && in[n] == '.') {
      n++;
      while (n < to && isDigit(in[n]) && fraction < Decimals.SCALE) {
        unscaled = unscaled * 10 + in[n++] - '0';
        fraction++;
      }
      failed |= fraction == 0;
    }
    if (digits == 0 || (digits > 1 && in[from] == '0') || n != to) {
      failed = true;
    }
    for (; fraction < Decimals.SCALE; fraction++) {
      unscaled *= 10;
    }
    return BigDecimal.valueOf(unscaled, Decimals.SCALE);
  }

  private void string() {
    expect('"');
    from = at;
    while (at < end && in[at] != '"') {
      byte letter = in[at++];
      if (letter < ' ' || letter > '~' || letter == '\\') {
        failed = true;
        break;
      }
    }
    to = at;
    expect('"');
  }

  private void expect(char token) {
    skipSpace();
    if (failed || at == end || in[at] != token) {
      failed = true;
      return;
    }
    at++;
  }

  private void skipSpace() {
    while (at < end && (in[at] == ' ' || in[at] == '\t' || in[at] == '\r' || in[at] == '\n')) {
      at++;
    }
  }

  private static boolean isDigit(byte letter) {
    return letter >= '0' && letter <= '9';
  }
}
