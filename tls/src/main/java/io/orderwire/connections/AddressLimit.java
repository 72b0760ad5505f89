package io.orderwire.connections;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections of an address that has too many open, before a TLS handshake is paid for.
 * Addresses of IPv6 count by their first 64 bits, since whoever has one has all with these. Safe
 * for use by many threads.
 */
final class AddressLimit implements Connection.Listener {
  private static final int NETWORK_BYTES = 8;

  private final int most;
  private final List<Network> unbounded;

  /** A connection that is closed does not tell its address any more. */
  private final ConcurrentMap<Connection, InetAddress> addresses = new ConcurrentHashMap<>();

  private final ConcurrentMap<InetAddress, Integer> open = new ConcurrentHashMap<>();

  AddressLimit(int most, List<Network> unbounded) {
    this.most = most;
    this.unbounded = unbounded;
  }

  @Override
  public void onOpened(Connection connection) {
    InetAddress address = counted(connection.getEndPoint());
    if (address == null) {
      return;
    }
    addresses.put(connection, address);
    if (open.merge(address, 1, Integer::sum) > most) {
      connection.getEndPoint().close();
    }
  }

  @Override
  public void onClosed(Connection connection) {
    InetAddress address = addresses.remove(connection);
    if (address != null) {
      open.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }
  }

  /** By whom a connection counts; null where it does not. */
  private @Nullable InetAddress counted(EndPoint client) {
    // What is inside TLS was counted outside it.
    if (client instanceof SslConnection.SslEndPoint
        || !(client.getRemoteSocketAddress() instanceof InetSocketAddress socket)) {
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
