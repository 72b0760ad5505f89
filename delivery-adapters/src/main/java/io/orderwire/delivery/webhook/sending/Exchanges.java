package io.orderwire.delivery.webhook.sending;

import io.orderwire.delivery.webhook.Transport.Reply;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.ConnectionEndpoint.RequestExecutor;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionReuseStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer on a connection of the pool, with nothing in between: requests come
 * with all of their fields, and of what a client usually adds (redirects, cookies, credentials,
 * repeating, decompressing) nothing is wanted. Safe for use by many threads.
 */
final class Exchanges {
  private static final RequestExecutor EXECUTOR = new HttpRequestExecutor()::execute;
  private static final ConnectionReuseStrategy REUSE = DefaultConnectionReuseStrategy.INSTANCE;
  private static final String ID = "webhook";

  private final HttpClientConnectionManager pool;
  private final Answers answers;
  private final ConnectionKeepAliveStrategy keepAlive;

  Exchanges(
      HttpClientConnectionManager pool, Answers answers, ConnectionKeepAliveStrategy keepAlive) {
    this.pool = pool;
    this.answers = answers;
    this.keepAlive = keepAlive;
  }

  /** Takes a connection, which may not be open yet. Does not wait: the pool has no bound. */
  Exchange lease(HttpRoute route) throws InterruptedException {
    try {
      return new Exchange(
          pool.lease(ID, route, Timeout.ZERO_MILLISECONDS, null).get(Timeout.DISABLED));
    } catch (ExecutionException e) {
      throw new IllegalStateException("the pool gives no connection", e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("a pool without a bound has no connection", e);
    }
  }

  /** A connection and what it is used for; not for many threads but for {@link #cut}. */
  final class Exchange implements AutoCloseable {
    private final ConnectionEndpoint connection;
    private boolean released;

    private Exchange(ConnectionEndpoint connection) {
      this.connection = connection;
    }

    /**
     * Connects if need be, sends the request and reads the answer. There is no bound of time but a
     * {@link #cut}.
     */
    Reply perform(ClassicHttpRequest request, HttpClientContext context) throws IOException {
      if (!connection.isConnected()) {
        pool.connect(connection, null, context);
      }
      connection.setSocketTimeout(Timeout.DISABLED);
      try {
        ClassicHttpResponse response = connection.execute(ID, request, EXECUTOR, context);
        Reply reply = answers.read(response);
        boolean isAtEnd = reply.body().length < Answers.MOST_BODY;
        if (isAtEnd && REUSE.keepAlive(request, response, context)) {
          release(keepAlive.getKeepAliveDuration(response, context));
        }
        return reply;
      } catch (HttpException e) {
        throw new ClientProtocolException(e);
      }
    }

    /** Ends it now, whatever it waits for. Once the connection is given back, it is another's. */
    synchronized void cut() {
      if (!released) {
        connection.close(CloseMode.IMMEDIATE);
      }
    }

    private synchronized void release(@Nullable TimeValue keep) {
      if (!released) {
        released = true;
        pool.release(connection, null, keep);
      }
    }

    /** Closes the connection, unless it is kept. */
    @Override
    public void close() {
      cut();
      release(null);
    }
  }
}
