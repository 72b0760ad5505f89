package io.orderwire.connections;

import java.net.InetAddress;

/** A range of addresses: the first bits of one. */
record Network(byte[] address, int bits) {
  /**
   * As {@code 10.1.0.0/16}, {@code 2001:db8::/32}, or an address for itself.
   *
   * @throws IllegalArgumentException if it is none of them; names are not looked up
   */
  static Network parse(String text) {
    String[] parts = text.split("/", 2);
    byte[] address = InetAddress.ofLiteral(parts[0]).getAddress();
    int all = address.length * Byte.SIZE;
    try {
      int bits = parts.length == 1 ? all : Integer.parseInt(parts[1]);
      if (bits >= 0 && bits <= all) {
        return new Network(address, bits);
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException(text + " is no network");
  }

  boolean contains(InetAddress other) {
    byte[] theirs = other.getAddress();
    if (theirs.length != address.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % Byte.SIZE;
      if (((address[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
