package io.orderwire.delivery.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections whose first request's header is not complete in time, TLS handshakes included.
 * Jetty's idle timeout begins anew with every byte, so a client that sends one now and then would
 * keep its place for good. Only the first request is held to this: later ones come from clients
 * that have shown that they can send one. Safe for use by many threads.
 */
public final class FirstRequestDeadline implements Connection.Listener {
  private final Scheduler scheduler;
  private final Duration patience;

  /** With how long a client may take, from when its connection is open. */
  public FirstRequestDeadline(Scheduler scheduler, Duration patience) {
    this.scheduler = scheduler;
    this.patience = patience;
  }

  @Override
  public void onOpened(Connection connection) {
    var _ = scheduler.schedule(() -> check(connection), patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void check(Connection connection) {
    if (connection instanceof SslConnection) {
      // The one inside has a time of its own, from when this one is open.
      return;
    }
    EndPoint client = connection.getEndPoint();
    // After an upgrade, or when TLS has agreed on a protocol, another connection has taken its
    // place, with a time of its own. One that agrees counts no requests.
    if (connection.equals(client.getConnection()) && connection.getMessagesIn() <= 0) {
      client.close();
    }
  }
}
