package io.orderwire.bench.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.orderwire.bench.suite.RowFailedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.Consumer;

/**
 * A client of one partner's stream, over a bare socket; its thread ends with it. It speaks
 * HTTP/1.0, so that the answer has no chunks.
 */
final class Frames implements AutoCloseable {
  private static final String ORDER_ID = "\"order_id\":\"";

  private final Socket socket;

  /**
   * Opens the stream from now on, and returns when the server has begun it.
   *
   * @param orders takes the order id of each item as it arrives, in a thread of this client's
   */
  Frames(int port, String key, Consumer<String> orders) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket
        .getOutputStream()
        .write(
            """
            GET /v1/orders/events/stream HTTP/1.0\r
            Host: 127.0.0.1\r
            Authorization: Bearer %s\r
            Accept: text/event-stream\r
            \r
            """
                .formatted(key)
                .getBytes(ISO_8859_1));
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
    String status = lines.readLine();
    if (status == null || !status.contains(" 200")) {
      close();
      throw new RowFailedException("A stream was answered: " + status);
    }
    Thread.startVirtualThread(() -> read(lines, orders));
  }

  private void read(BufferedReader lines, Consumer<String> orders) {
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int at = line.startsWith("data:") ? line.indexOf(ORDER_ID) : -1;
        if (at >= 0) {
          int from = at + ORDER_ID.length();
          orders.accept(line.substring(from, line.indexOf('"', from)));
        }
      }
    } catch (IOException e) {
      // Closed; what did not come is missing in the count.
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
