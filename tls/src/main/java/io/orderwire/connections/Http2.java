package io.orderwire.connections;

import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.WindowRateControl;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.util.Callback;

/** What only services that serve HTTP/2 have on their class path. */
final class Http2 {
  private Http2() {}

  static void bound(ConnectionFactory factory, ConnectionSettings.Http2 settings) {
    if (factory instanceof AbstractHTTP2ServerConnectionFactory http2) {
      http2.setMaxConcurrentStreams(settings.streams());
      http2.setRateControlFactory(new WindowRateControl.Factory(settings.eventsPerSecond()));
    }
  }

  /** What bounds a connection beside that. */
  static Connection.Listener connectionBound() {
    return new UnreadFrames.OfConnections();
  }

  /** No further streams; those that there are go on. The connection ends after the last one. */
  static void retire(Connection connection) {
    if (connection instanceof HTTP2Connection http2) {
      var _ = http2.getSession().shutdown();
    }
  }

  /** Ends one stream, which fails what is being written to it; all others go on. */
  static void reset(Connection connection, String id) {
    if (connection instanceof HTTP2Connection http2) {
      Stream stream = http2.getSession().getStream(Integer.parseInt(id));
      if (stream != null) {
        stream.reset(
            new ResetFrame(stream.getId(), ErrorCode.CANCEL_STREAM_ERROR.code), Callback.NOOP);
      }
    }
  }
}
