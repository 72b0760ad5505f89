package io.orderwire.processor.history.topology;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.UUID;

/**
 * Goes through Avro's bytes, as long as they are what our own serializer writes. Once something is
 * not, it has failed, and what it gives from then on has no meaning. For one thread.
 */
final class WireCursor {
  /** A letter of a partner id. */
  static final int PARTNER_ID = 1;

  /** A letter of an order id. */
  static final int ORDER_ID = 1 << 1;

  /** A to Z. */
  static final int CAPITAL = 1 << 2;

  /** Printable ASCII, and the space. */
  static final int PRINTABLE = 1 << 3;

  private static final int ALPHANUMERIC = 1 << 4;
  private static final byte[] KINDS = kinds();
  private static final byte[] HEX = hex();

  private static final int HEADER = 5;
  private static final int UUID_SIZE = 36;
  private static final int SCALE = 4;
  private static final int MOST_DIGITS = 24;

  private final byte[] decimal = new byte[MOST_DIGITS];
  private byte[] in = {};
  private int at;
  private boolean failed;
  private boolean lastIsDecimal;

  /** Goes to the datum after the wire format's header. */
  void begin(byte[] wire) {
    in = wire;
    at = HEADER;
    failed = wire.length < HEADER;
  }

  /** Where the next byte is. */
  int at() {
    return at;
  }

  boolean isAtEnd() {
    return at == in.length;
  }

  boolean failed() {
    return failed;
  }

  void fail() {
    failed = true;
  }

  /** Whether it is a small letter or a digit, with which a partner id begins. */
  static boolean isAlphanumeric(byte letter) {
    return letter >= 0 && (KINDS[letter] & ALPHANUMERIC) != 0;
  }

  /** Where the last text or amount is, as text. */
  byte[] source() {
    return lastIsDecimal ? decimal : in;
  }

  /** Where it ends there. */
  int sourceEnd() {
    return lastIsDecimal ? decimal.length : at;
  }

  /** The last text, which was so long. */
  String last(int size) {
    return new String(in, at - size, size, ISO_8859_1);
  }

  /** An int or a long within bounds, both included. */
  long number(long least, long most) {
    long raw = 0;
    for (int shift = 0; shift < Long.SIZE && at < in.length; shift += 7) {
      byte next = in[at++];
      raw |= (next & 0x7fL) << shift;
      if (next >= 0) {
        long value = (raw >>> 1) ^ -(raw & 1);
        boolean isShortest = next != 0 || shift == 0;
        boolean fits = shift < Long.SIZE - 1 || next == 1;
        if (isShortest && fits && value >= least && value <= most) {
          return value;
        }
        break;
      }
    }
    failed = true;
    return least;
  }

  /** A text of so many letters, all of a kind; gives its size, and ends after it. */
  int text(int least, int most, int kind) {
    lastIsDecimal = false;
    int size = (int) number(least, most);
    if (failed || size > in.length - at) {
      failed = true;
      return 0;
    }
    for (int end = at + size; at < end; at++) {
      byte letter = in[at];
      if (letter < 0 || (KINDS[letter] & kind) == 0) {
        failed = true;
        return 0;
      }
    }
    return size;
  }

  /** A UUID in the form in which Java writes it. */
  UUID uuid() {
    number(UUID_SIZE, UUID_SIZE);
    if (failed || UUID_SIZE > in.length - at) {
      failed = true;
      return new UUID(0, 0);
    }
    int from = at;
    at += UUID_SIZE;
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

  private long hex(int from, int digits) {
    long value = 0;
    for (int n = from; n < from + digits; n++) {
      int digit = in[n] < 0 ? -1 : HEX[in[n]];
      failed |= digit < 0;
      value = (value << 4) | digit;
    }
    return value;
  }

  /**
   * A decimal of scale 4, not negative, of at most 8 bytes; gives the size of its plain text
   * without trailing zeros.
   */
  int amount() {
    lastIsDecimal = true;
    int size = (int) number(1, Long.BYTES);
    if (failed || size > in.length - at) {
      failed = true;
      return 0;
    }
    boolean isShortest = size == 1 || in[at] != 0 || in[at + 1] < 0;
    if (in[at] < 0 || !isShortest) {
      failed = true;
      return 0;
    }
    long unscaled = 0;
    for (int end = at + size; at < end; at++) {
      unscaled = (unscaled << Byte.SIZE) | (in[at] & 0xff);
    }
    return plain(unscaled);
  }

  /** Writes it to the end of the decimal's text. */
  private int plain(long unscaled) {
    int fraction = SCALE;
    while (fraction > 0 && unscaled % 10 == 0) {
      unscaled /= 10;
      fraction--;
    }
    int start = decimal.length;
    for (int n = 0; n < fraction; n++) {
      decimal[--start] = (byte) ('0' + unscaled % 10);
      unscaled /= 10;
    }
    if (fraction > 0) {
      decimal[--start] = '.';
    }
    do {
      decimal[--start] = (byte) ('0' + unscaled % 10);
      unscaled /= 10;
    } while (unscaled > 0);
    return decimal.length - start;
  }

  private static byte[] kinds() {
    byte[] kinds = new byte[128];
    for (int letter = ' '; letter < 127; letter++) {
      boolean small = letter >= 'a' && letter <= 'z';
      boolean capital = letter >= 'A' && letter <= 'Z';
      boolean digit = letter >= '0' && letter <= '9';
      boolean dotted = letter == '.' || letter == '_' || letter == '-';
      kinds[letter] =
          (byte)
              (PRINTABLE
                  | (small || digit ? ALPHANUMERIC : 0)
                  | (small || digit || dotted ? PARTNER_ID : 0)
                  | (small || capital || digit || dotted || letter == ':' ? ORDER_ID : 0)
                  | (capital ? CAPITAL : 0));
    }
    return kinds;
  }

  private static byte[] hex() {
    byte[] digits = new byte[128];
    for (int letter = 0; letter < digits.length; letter++) {
      // Java writes small letters.
      boolean isDigit = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
      digits[letter] = (byte) (isDigit ? Character.digit(letter, 16) : -1);
    }
    return digits;
  }
}
