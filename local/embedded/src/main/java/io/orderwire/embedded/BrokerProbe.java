package io.orderwire.embedded;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;

/**
 * Asks a port whether a Kafka broker answers there.
 *
 * <p>Sends one {@code ApiVersions} request, version 0 (Kafka protocol guide, API key 18). A broker
 * answers requests only once its controller has let it in, so an answer means that it can be used.
 */
public final class BrokerProbe {
  private static final int TIMEOUT_MILLIS = 2_000;
  private static final int CORRELATION = 0x6f72_6477;

  private BrokerProbe() {}

  /** Whether a broker on {@code port} of 127.0.0.1 answers within 2 s. */
  public static boolean answers(int port) {
    return answers(port, SocketFactory.getDefault());
  }

  /** Whether a broker on {@code port} of 127.0.0.1 answers by TLS, before anybody logs in. */
  public static boolean answers(int port, SSLContext trusting) {
    return answers(port, trusting.getSocketFactory());
  }

  private static boolean answers(int port, SocketFactory sockets) {
    try (Socket socket = sockets.createSocket()) {
      socket.connect(new InetSocketAddress(Ports.loopback(), port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(10); // size of what follows
      out.writeShort(18); // ApiVersions
      out.writeShort(0); // version
      out.writeInt(CORRELATION);
      out.writeShort(-1); // no client id
      out.flush();
      DataInputStream in = new DataInputStream(socket.getInputStream());
      return in.readInt() >= 6 && in.readInt() == CORRELATION && in.readShort() == 0;
    } catch (IOException e) {
      return false; // nobody there, not yet, or not a broker
    }
  }
}
