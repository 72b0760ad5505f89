package io.orderwire.delivery.polling;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.orderwire.delivery.history.Event;

/** Puts a JSON document of known size together from what is JSON already. Not thread-safe. */
final class JsonBytes {
  private final byte[] bytes;
  private int size;

  /** Of exactly so many bytes. */
  JsonBytes(int bytes) {
    this.bytes = new byte[bytes];
  }

  /** Adds plain ASCII. */
  JsonBytes add(String ascii) {
    return add(ascii.getBytes(ISO_8859_1));
  }

  JsonBytes add(byte[] json) {
    System.arraycopy(json, 0, bytes, size, json.length);
    size += json.length;
    return this;
  }

  /** Adds an item and those that are joined to it, up to one of them. */
  JsonBytes add(Event first, Event last) {
    size += first.copyTo(last, bytes, size);
    return this;
  }

  JsonBytes add(byte one) {
    bytes[size++] = one;
    return this;
  }

  /** How many bytes were added so far. */
  int size() {
    return size;
  }

  /** The document, once it is complete. */
  byte[] bytes() {
    if (size != bytes.length) {
      throw new IllegalStateException(size + " of " + bytes.length + " bytes were added");
    }
    return bytes;
  }
}
