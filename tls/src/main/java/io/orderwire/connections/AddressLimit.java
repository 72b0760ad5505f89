package io.orderwire.connections;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections of an address that has too many open, before a TLS handshake is paid for. Safe
 * for use by many threads.
 */
final class AddressLimit implements Connection.Listener {
  private final int most;
  private final Clients clients;

  /** A connection that is closed does not tell its address any more. */
  private final ConcurrentMap<Connection, InetAddress> addresses = new ConcurrentHashMap<>();

  private final ConcurrentMap<InetAddress, Integer> open = new ConcurrentHashMap<>();

  AddressLimit(int most, Clients clients) {
    this.most = most;
    this.clients = clients;
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
    return client instanceof SslConnection.SslEndPoint
        ? null
        : clients.counted(client.getRemoteSocketAddress());
  }
}
