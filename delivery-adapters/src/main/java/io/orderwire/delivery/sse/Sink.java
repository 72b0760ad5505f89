package io.orderwire.delivery.sse;

import java.nio.ByteBuffer;
import org.eclipse.jetty.util.Callback;

/** Where a connection's bytes go. */
interface Sink {
  /**
   * Sends bytes on their way, and does not block. The next ones may be sent when the callback has
   * succeeded. It fails when the client has gone, or does not read.
   */
  void send(ByteBuffer bytes, Callback sent);

  /** Ends the connection. What is still being sent is not waited for. */
  void end();
}
