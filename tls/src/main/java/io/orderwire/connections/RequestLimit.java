package io.orderwire.connections;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;

/**
 * Bounds how many requests of an address are under way, each of which may have a thread. A request
 * is, until the last byte of its answer is written or its stream has ended. Safe for use by many
 * threads.
 */
final class RequestLimit {
  private static final String CLIENT = RequestLimit.class.getName() + ".client";
  private static final Object UNBOUNDED = new Object();

  private final int most;
  private final Clients clients;
  private final ConcurrentMap<InetAddress, Integer> underWay = new ConcurrentHashMap<>();

  RequestLimit(int most, Clients clients) {
    this.most = most;
    this.clients = clients;
  }

  /** Whether a request may go on, which counts until it has ended. */
  boolean begin(Request request) {
    if (!(client(request.getConnectionMetaData()) instanceof InetAddress address)) {
      return true;
    }
    if (underWay.merge(address, 1, Integer::sum) > most) {
      end(address);
      return false;
    }
    Request.addCompletionListener(request, _ -> end(address));
    return true;
  }

  private void end(InetAddress address) {
    underWay.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
  }

  /** By whom a connection's requests count, which is found out once. */
  private Object client(ConnectionMetaData connection) {
    Object known = connection.getAttribute(CLIENT);
    if (known != null) {
      return known;
    }
    InetAddress address =
        clients.counted(connection.getConnection().getEndPoint().getRemoteSocketAddress());
    Object client = address == null ? UNBOUNDED : address;
    connection.setAttribute(CLIENT, client);
    return client;
  }
}
