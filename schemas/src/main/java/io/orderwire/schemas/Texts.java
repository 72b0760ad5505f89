package io.orderwire.schemas;

import org.jspecify.annotations.Nullable;

/** What characters a text may have. */
final class Texts {
  /** a to z. */
  static final int SMALL = 1;

  /** A to Z. */
  static final int CAPITAL = 1 << 1;

  /** 0 to 9. */
  static final int DIGIT = 1 << 2;

  /** Point, underscore, hyphen. */
  static final int DOTTED = 1 << 3;

  /** Colon. */
  static final int COLON = 1 << 4;

  private Texts() {}

  /** 1 to {@link EventRules#MAX_NAME} characters, none of them a control character. */
  static boolean isName(@Nullable String value) {
    return value != null && isText(value, 1, EventRules.MAX_NAME) && hasNoControls(value);
  }

  private static boolean hasNoControls(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** So many letters, all of one of the kinds. */
  static boolean isOf(String value, int least, int most, int kinds) {
    if (value.length() < least || value.length() > most) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      if ((kindOf(value.charAt(i)) & kinds) == 0) {
        return false;
      }
    }
    return true;
  }

  private static int kindOf(char letter) {
    if (letter >= 'a' && letter <= 'z') {
      return SMALL;
    }
    if (letter >= 'A' && letter <= 'Z') {
      return CAPITAL;
    }
    if (letter >= '0' && letter <= '9') {
      return DIGIT;
    }
    return switch (letter) {
      case '.', '_', '-' -> DOTTED;
      case ':' -> COLON;
      default -> 0;
    };
  }

  /** So many code points, no U+0000, and surrogates only in pairs. */
  static boolean isText(String value, int least, int most) {
    // two chars make at most one code point, so this bounds the work on absurd lengths
    if (value.length() > 2L * most) {
      return false;
    }
    int characters = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) {
        return false;
      }
      if (Character.isHighSurrogate(c)) {
        i++;
        if (i == value.length() || !Character.isLowSurrogate(value.charAt(i))) {
          return false;
        }
      }
      characters++;
    }
    return characters >= least && characters <= most;
  }
}
