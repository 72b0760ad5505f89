package io.orderwire.delivery.polling;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Puts a JSON document together from bytes that are JSON already. Not thread-safe. */
final class JsonBytes {
  private final ByteArrayOutputStream out;

  JsonBytes(int expectedBytes) {
    out = new ByteArrayOutputStream(expectedBytes);
  }

  JsonBytes add(String json) {
    return add(json.getBytes(UTF_8));
  }

  JsonBytes add(byte[] json) {
    out.write(json, 0, json.length);
    return this;
  }

  int size() {
    return out.size();
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
