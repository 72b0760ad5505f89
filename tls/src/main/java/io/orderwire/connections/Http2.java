package io.orderwire.connections;

import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.WindowRateControl;
import org.eclipse.jetty.server.ConnectionFactory;

/** What only services that serve HTTP/2 have on their class path. */
final class Http2 {
  private Http2() {}

  static void bound(ConnectionFactory factory, ConnectionSettings.Http2 settings) {
    if (factory instanceof AbstractHTTP2ServerConnectionFactory http2) {
      http2.setMaxConcurrentStreams(settings.streams());
      http2.setRateControlFactory(new WindowRateControl.Factory(settings.eventsPerSecond()));
    }
  }

  /** No further streams; those that there are go on. The connection ends after the last one. */
  static void retire(Connection connection) {
    if (connection instanceof HTTP2Connection http2) {
      var _ = http2.getSession().shutdown();
    }
  }
}
