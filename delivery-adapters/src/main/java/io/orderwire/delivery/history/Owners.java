package io.orderwire.delivery.history;

import java.util.Optional;

/**
 * Which instance answers for a partner, where several share the histories. Safe for use by many
 * threads.
 */
@FunctionalInterface
public interface Owners {
  /**
   * Another instance that has a partner's history. Empty where this one has it, or where nobody is
   * known to: while it moves, and where the owner has no address.
   */
  Optional<Instance> elsewhere(String partnerId);

  /**
   * An instance's partner API as other instances reach it.
   *
   * @param host a name or an address
   * @param port from 1 to 65535
   */
  record Instance(String host, int port) {
    /**
     * Reads {@code host:port}; an IPv6 address stands in brackets.
     *
     * @throws IllegalArgumentException if it is not that
     */
    public static Instance parse(String text) {
      int colon = text.lastIndexOf(':');
      try {
        int port = Integer.parseInt(text.substring(colon + 1));
        if (colon > 0 && port > 0 && port <= 0xffff) {
          return new Instance(text.substring(0, colon), port);
        }
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(complaint(text), e);
      }
      throw new IllegalArgumentException(complaint(text));
    }

    private static String complaint(String text) {
      return "an instance's address is host:port, with a port from 1 to 65535, and not " + text;
    }

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }
}
