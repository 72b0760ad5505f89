package io.orderwire.delivery.webhook.payload;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;

/** The encoding of CloudEvents' HTTP protocol binding 1.0.2, section 3.1.3.2. */
final class PercentEncoding {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private PercentEncoding() {}

  /** A text of printable ASCII without spaces and double quotes, whatever the value holds. */
  static String encode(String value) {
    StringBuilder encoded = new StringBuilder(value.length());
    for (byte one : value.getBytes(UTF_8)) {
      if (one > ' ' && one < 0x7f && one != '"' && one != '%') {
        encoded.append((char) one);
      } else {
        encoded.append('%').append(HEX.toHexDigits(one));
      }
    }
    return encoded.toString();
  }
}
