package io.orderwire.producer.json;

import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * Amounts of money as JSON strings: plain notation, 1 to 15 digits without superfluous leading
 * zeros, and at most 4 more after a point. No sign, no exponent.
 */
final class Decimals {

  static final int SCALE = 4;
  private static final int MAX_INTEGER_DIGITS = 15;
  private static final int MAX_SHOWN_DIGITS = 64;

  private Decimals() {}

  /** Why the text is no amount, or null if it is one. */
  static @Nullable String faultOf(String text) {
    int point = text.indexOf('.');
    int integerDigits = point < 0 ? text.length() : point;
    if (text.isEmpty() || text.length() > MAX_SHOWN_DIGITS || !digits(text, 0, integerDigits)) {
      return NOT_PLAIN;
    }
    if (point >= 0 && !digits(text, point + 1, text.length())) {
      return NOT_PLAIN;
    }
    if (integerDigits > 1 && text.charAt(0) == '0') {
      return "must not begin with a superfluous zero";
    }
    if (integerDigits > MAX_INTEGER_DIGITS) {
      return "has more than 15 digits before the point";
    }
    if (point >= 0 && text.length() - point - 1 > SCALE) {
      return "has more than 4 digits after the point";
    }
    return null;
  }

  /** The amount, with scale 4, of a text without fault. */
  static BigDecimal parse(String text) {
    return new BigDecimal(text).setScale(SCALE);
  }

  /** Plain notation with the currency's usual number of digits, or more where they are needed. */
  static String render(BigDecimal amount, String currency) {
    BigDecimal stripped = amount.stripTrailingZeros();
    int digits = Math.max(stripped.scale(), minorDigits(currency));
    return stripped.setScale(Math.max(digits, 0)).toPlainString();
  }

  private static final String NOT_PLAIN = "must be a decimal in plain notation, such as \"12.50\"";

  private static int minorDigits(String currency) {
    try {
      return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    } catch (IllegalArgumentException unknown) {
      return 0; // only the rules say which currencies exist; a rendering shows what is there
    }
  }

  private static boolean digits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return to > from;
  }
}
