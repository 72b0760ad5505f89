package io.orderwire.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports that nobody listens on, below the range that the system gives to outgoing connections. */
final class FreePorts {
  private static final int FIRST = 15_000;
  private static final int COUNT = 15_000;

  /** Test runs at the same time begin at different places. */
  private int next = (int) (ProcessHandle.current().pid() * 97 % COUNT);

  /** A port that is free now; never the same twice. */
  int take() {
    for (int attempt = 0; attempt < COUNT; attempt++) {
      int port = FIRST + next;
      next = (next + 1) % COUNT;
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return port;
      } catch (IOException e) {
        // Taken; try the next.
      }
    }
    throw new IllegalStateException("no free port");
  }
}
