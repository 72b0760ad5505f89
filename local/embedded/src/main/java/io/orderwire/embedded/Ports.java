package io.orderwire.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** TCP ports of the loopback interface. Thread-safe. */
public final class Ports {
  /**
   * Below the range from which Linux and macOS serve outgoing connections, so nobody takes it by
   * accident.
   */
  private static final int FIRST = 20_000;

  private static final int COUNT = 10_000;

  /** Where to look next. Processes start at different places, so that two test runs rarely meet. */
  private static final AtomicInteger NEXT =
      new AtomicInteger((int) (ProcessHandle.current().pid() * 37 % COUNT));

  private Ports() {}

  /** Whether a server could listen on {@code port} of 127.0.0.1 now. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(loopback(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * A port that is free now, from 20000 to 29999, and that this process does not name again soon.
   */
  public static int free() {
    for (int i = 0; i < COUNT; i++) {
      int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
      if (isFree(port)) {
        return port;
      }
    }
    throw new StartException("No port from " + FIRST + " to " + (FIRST + COUNT - 1) + " is free");
  }

  /**
   * Fails where {@code port} is taken.
   *
   * @throws PortInUseException naming {@code part} and {@code port}
   */
  public static void requireFree(String part, int port) {
    if (!isFree(port)) {
      throw new PortInUseException(part, port);
    }
  }

  static InetAddress loopback() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (IOException e) {
      throw new AssertionError("Four bytes are an address", e);
    }
  }
}
