package io.orderwire.connections;

import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.frames.Frame;
import org.eclipse.jetty.http2.frames.FrameType;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;

/**
 * Closes connections of HTTP/2 whose client reads nothing and goes on sending. Jetty keeps what is
 * to be done about a frame, such as a larger window or an answered ping, until what it is writing
 * has been written. Of larger windows it counts none, so that one connection could fill the heap.
 *
 * <p>A client that reads slowly sends few frames for each that it reads, so a thousand that it
 * sends meanwhile are none of its. Content does not count, since it has a window of its own.
 */
final class UnreadFrames implements HTTP2Session.FrameListener {
  private static final int MOST = 1_000;

  private final HTTP2Session session;
  private final AbstractEndPoint client;

  /** What had been written when the count began; only the thread that reads uses it. */
  private long written;

  private int count;

  private UnreadFrames(HTTP2Session session, AbstractEndPoint client) {
    this.session = session;
    this.client = client;
  }

  /** Begins with each connection that is opened. */
  static final class OfConnections implements Connection.Listener {
    @Override
    public void onOpened(Connection connection) {
      if (connection instanceof HTTP2Connection http2
          && http2.getEndPoint() instanceof AbstractEndPoint client) {
        var _ = http2.getSession().addEventListener(new UnreadFrames(http2.getSession(), client));
      }
    }
  }

  @Override
  public void onIncomingFrame(Session same, Frame frame) {
    if (frame.getType() == FrameType.DATA) {
      return;
    }
    if (!client.getWriteFlusher().isPending() || session.getBytesWritten() != written) {
      written = session.getBytesWritten();
      count = 0;
    }
    if (++count > MOST) {
      client.close();
    }
  }
}
