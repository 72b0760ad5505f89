package io.orderwire.connections;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;

/** HTTP/1.1 by a bare socket. */
final class RawClient {
  private RawClient() {}

  /** Asks for a path and reads the answer, whose length must be in its header. */
  static String ask(Socket socket, String path) throws IOException {
    send(socket, "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    String head = until(socket, "\r\n\r\n");
    int at = head.toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
    assertThat(at).as(head).isNotNegative();
    int length = Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
    return head + new String(socket.getInputStream().readNBytes(length), ISO_8859_1);
  }

  static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(BoundedService.bytes(text));
  }

  static String until(Socket socket, String end) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder seen = new StringBuilder();
    while (seen.indexOf(end) < 0) {
      int next = in.read();
      assertThat(next).as("what follows " + seen).isNotNegative();
      seen.append((char) next);
    }
    return seen.toString();
  }

  /** All that comes until the connection ends, in whichever way. */
  static String rest(Socket socket) throws IOException {
    StringBuilder rest = new StringBuilder();
    try {
      for (int next = socket.getInputStream().read();
          next >= 0;
          next = socket.getInputStream().read()) {
        rest.append((char) next);
      }
    } catch (SocketException reset) {
      // an end, too
    }
    return rest.toString();
  }
}
