package io.orderwire.verify.record;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The mark by which an event is found again in what partners see. An event carries it as text in
 * its data: in {@code customer_id}, {@code reason} or {@code carrier}. No two events of a run have
 * the same.
 */
public final class Token {
  /** No token: what was published or seen carried none. */
  public static final long NONE = 0;

  private static final String PREFIX = "tok-";
  private static final int LENGTH = PREFIX.length() + Long.BYTES * 2;
  private static final HexFormat HEX = HexFormat.of();

  private Token() {}

  /** The token as an event carries it, {@code tok-} and 16 hexadecimal digits. */
  public static String text(long token) {
    return PREFIX + HEX.toHexDigits(token);
  }

  /** The token in a text that is one and nothing else, or {@link #NONE}. */
  public static long parse(@Nullable String text) {
    if (text == null || text.length() != LENGTH || !text.startsWith(PREFIX)) {
      return NONE;
    }
    for (int i = PREFIX.length(); i < LENGTH; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return NONE;
      }
    }
    return HexFormat.fromHexDigitsToLong(text, PREFIX.length(), LENGTH);
  }
}
