package io.orderwire.fuzz.make;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.random.RandomGenerator;

/**
 * Texts of bytes: strings in which each character stands for one byte, so that what is no text can
 * be put together as text is.
 */
public final class Bytes {
  private static final String PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  private static final int VISIBLE = 0x20;
  private static final int DELETE = 0x7f;

  private Bytes() {}

  /** A text as the bytes of its UTF-8. */
  public static String of(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  /** The bytes. */
  public static byte[] raw(String bytes) {
    return bytes.getBytes(ISO_8859_1);
  }

  /** From bytes. */
  public static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  /** All but plain characters as percent signs and hex digits. */
  static String escaped(String bytes) {
    StringBuilder out = new StringBuilder();
    for (int n = 0; n < bytes.length(); n++) {
      char one = bytes.charAt(n);
      if (PLAIN.indexOf(one) >= 0) {
        out.append(one);
      } else {
        out.append("%%%02X".formatted((int) one));
      }
    }
    return out.toString();
  }

  /** As the inner of a JSON string; control characters escaped, or as they are. */
  static String json(String bytes, boolean controlsEscaped) {
    StringBuilder out = new StringBuilder();
    for (int n = 0; n < bytes.length(); n++) {
      char one = bytes.charAt(n);
      if (one == '"' || one == '\\') {
        out.append('\\').append(one);
      } else if (one < VISIBLE && controlsEscaped) {
        out.append("\\u%04x".formatted((int) one));
      } else {
        out.append(one);
      }
    }
    return out.toString();
  }

  /** For people: what cannot be seen is escaped. */
  public static String visible(String bytes) {
    StringBuilder out = new StringBuilder();
    for (int n = 0; n < bytes.length(); n++) {
      char one = bytes.charAt(n);
      if (one == '\r') {
        out.append("\\r");
      } else if (one == '\n') {
        out.append("\\n\n");
      } else if (one == '\\') {
        out.append("\\\\");
      } else if (one < VISIBLE || one >= DELETE) {
        out.append("\\x%02x".formatted((int) one));
      } else {
        out.append(one);
      }
    }
    return out.toString();
  }

  /** One of some. */
  static String one(RandomGenerator random, String... some) {
    return some[random.nextInt(some.length)];
  }
}
