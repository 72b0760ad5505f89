package io.orderwire.connections;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections on which a request's header does not arrive in time. Jetty's idle timeout
 * begins anew with every byte, so a client that sends one now and then would keep its place for
 * good.
 *
 * <p>The first request's header has to be there in time, the TLS handshake included. With HTTP/1 a
 * later one is looked at as often: where the same header is found unfinished twice, it took longer.
 * A client that sends nothing between two requests is a matter of the idle timeout; one of HTTP/2
 * that does not finish a later header has but one connection for all its requests. Safe for use by
 * many threads.
 */
final class HeaderDeadline implements Connection.Listener {
  private static final long NONE = -1;

  private final Scheduler scheduler;
  private final Duration patience;

  /** With how long a client may take, from when its connection is open. */
  HeaderDeadline(Scheduler scheduler, Duration patience) {
    this.scheduler = scheduler;
    this.patience = patience;
  }

  @Override
  public void onOpened(Connection connection) {
    later(() -> checkFirst(connection));
  }

  private void later(Runnable check) {
    var _ = scheduler.schedule(check, patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void checkFirst(Connection connection) {
    if (connection instanceof SslConnection) {
      // The one inside has a time of its own, from when this one is open.
      return;
    }
    EndPoint client = connection.getEndPoint();
    // After an upgrade, or when TLS has agreed on a protocol, another connection has taken its
    // place, with a time of its own. One that agrees counts no requests.
    if (!connection.equals(client.getConnection())) {
      return;
    }
    if (connection.getMessagesIn() <= 0) {
      client.close();
    } else if (connection instanceof HttpConnection http1) {
      checkNext(http1, NONE);
    }
  }

  /** With after how many requests a header was found unfinished the last time. */
  private void checkNext(HttpConnection connection, long before) {
    EndPoint client = connection.getEndPoint();
    if (!client.isOpen() || !connection.equals(client.getConnection())) {
      return;
    }
    long now = isUnfinished(connection.getParser()) ? connection.getMessagesIn() : NONE;
    if (now != NONE && now == before) {
      client.close();
      return;
    }
    later(() -> checkNext(connection, now));
  }

  private static boolean isUnfinished(HttpParser parser) {
    return parser.isState(HttpParser.State.TRAILER)
        || (parser.inHeaderState() && !parser.isStart());
  }
}
