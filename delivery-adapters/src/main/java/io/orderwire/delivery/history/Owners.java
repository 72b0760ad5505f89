package io.orderwire.delivery.history;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Which instance answers for a partner, where several share the histories. Safe for use by many
 * threads.
 */
@FunctionalInterface
public interface Owners {
  /** Who has a partner's history now. Never blocks. */
  Owner of(String partnerId);

  /** Who has a history. */
  sealed interface Owner {
    /** This instance, and all of it. */
    record Here() implements Owner {}

    /** Another instance. */
    record Elsewhere(Instance instance) implements Owner {}

    /**
     * Nobody is known to: it moves from one instance to another, or this one is still reading it,
     * or its owner has no address.
     */
    record Nobody() implements Owner {}
  }

  /**
   * An instance's partner API as other instances reach it.
   *
   * @param host a name or an address, of IPv6 without brackets
   * @param port from 1 to 65535
   */
  record Instance(String host, int port) {
    /**
     * Reads {@code host:port}; an IPv6 address stands in brackets.
     *
     * @throws IllegalArgumentException if it is not that
     */
    public static Instance parse(String text) {
      try {
        URI uri = new URI("http://" + text);
        String host = uri.getHost();
        if (host != null && uri.getPort() > 0 && uri.getPort() <= 0xffff && isAll(uri, text)) {
          return new Instance(host.replaceAll("[\\[\\]]", ""), uri.getPort());
        }
      } catch (URISyntaxException e) {
        throw new IllegalArgumentException(complaint(text), e);
      }
      throw new IllegalArgumentException(complaint(text));
    }

    private static boolean isAll(URI uri, String text) {
      return uri.getRawAuthority().equals(text) && uri.getRawUserInfo() == null;
    }

    private static String complaint(String text) {
      return "an instance's address is host:port, with a port from 1 to 65535 and a host without"
          + " '_', and not "
          + text;
    }

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }
}
