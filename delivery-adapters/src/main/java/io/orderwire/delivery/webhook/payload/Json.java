package io.orderwire.delivery.webhook.payload;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * Writes one JSON object (RFC 8259) in UTF-8, without white space. Lone surrogates, which UTF-8
 * cannot hold, are escaped. Not safe for use by many threads.
 */
final class Json {
  private static final String HEX = "0123456789abcdef";

  private final ByteArrayOutputStream out;
  private boolean isEmpty = true;

  /** Begins an object of about so many bytes. */
  Json(int size) {
    out = new ByteArrayOutputStream(size);
    out.write('{');
  }

  Json text(String name, String value) {
    name(name);
    quoted(value);
    return this;
  }

  Json number(String name, long value) {
    name(name);
    ascii(Long.toString(value));
    return this;
  }

  Json yes(String name) {
    name(name);
    ascii("true");
    return this;
  }

  Json nothing(String name) {
    name(name);
    ascii("null");
    return this;
  }

  /** A member whose value is JSON already. */
  Json raw(String name, byte[] json) {
    name(name);
    out.writeBytes(json);
    return this;
  }

  /** The members of a JSON object that is not empty. */
  Json members(byte[] object) {
    separate();
    out.write(object, 1, object.length - 2);
    return this;
  }

  /** Ends the object; nothing can be written after it. */
  byte[] end() {
    out.write('}');
    return out.toByteArray();
  }

  private void name(String name) {
    separate();
    quoted(name);
    out.write(':');
  }

  private void separate() {
    if (!isEmpty) {
      out.write(',');
    }
    isEmpty = false;
  }

  private void quoted(String value) {
    StringBuilder text = new StringBuilder(value.length() + 2).append('"');
    for (int i = 0; i < value.length(); i++) {
      char one = value.charAt(i);
      if (one == '"' || one == '\\') {
        text.append('\\').append(one);
      } else if (one < ' ') {
        escape(text, one);
      } else if (!Character.isSurrogate(one)) {
        text.append(one);
      } else if (i + 1 < value.length() && Character.isSurrogatePair(one, value.charAt(i + 1))) {
        text.append(one).append(value.charAt(++i));
      } else {
        escape(text, one);
      }
    }
    out.writeBytes(text.append('"').toString().getBytes(UTF_8));
  }

  private static void escape(StringBuilder text, char one) {
    text.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      text.append(HEX.charAt((one >> shift) & 0xf));
    }
  }

  private void ascii(String text) {
    out.writeBytes(text.getBytes(UTF_8));
  }
}
