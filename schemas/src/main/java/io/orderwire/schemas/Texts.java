package io.orderwire.schemas;

import org.jspecify.annotations.Nullable;

/** What characters a text may have. */
final class Texts {
  private Texts() {}

  /** 1 to {@link EventRules#MAX_NAME} characters, none of them a control character. */
  static boolean isName(@Nullable String value) {
    return value != null
        && isText(value, 1, EventRules.MAX_NAME)
        && value.chars().noneMatch(Character::isISOControl);
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
