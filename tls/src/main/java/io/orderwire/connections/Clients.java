package io.orderwire.connections;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By which address a client counts. Addresses of IPv6 count by their first 64 bits, since whoever
 * has one has all with these.
 *
 * @param unbounded networks whose addresses do not count
 */
record Clients(List<Network> unbounded) {
  private static final int NETWORK_BYTES = 8;

  /** Null where it does not count. */
  @Nullable InetAddress counted(@Nullable SocketAddress client) {
    if (!(client instanceof InetSocketAddress socket)) {
      return null;
    }
    InetAddress address = socket.getAddress();
    if (address == null || unbounded.stream().anyMatch(network -> network.contains(address))) {
      return null;
    }
    return address instanceof Inet6Address ? network(address) : address;
  }

  private static InetAddress network(InetAddress address) {
    byte[] bytes = address.getAddress();
    Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (java.net.UnknownHostException e) {
      throw new IllegalStateException("an address of IPv6 has 16 bytes", e);
    }
  }
}
