package io.orderwire.delivery.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One connection, read line by line. */
final class RawStream implements AutoCloseable {
  private final Socket socket;
  private final BufferedReader in;
  private final StringBuilder head = new StringBuilder();
  private final StringBuilder body = new StringBuilder();

  private RawStream(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
  }

  static RawStream open(int port, String path, @Nullable String apiKey, String... headers)
      throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(64 << 10);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(60_000);
    // HTTP/1.0: no chunks, and the end of the connection is the end of the stream.
    StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.0\r\nHost: x\r\n");
    if (apiKey != null) {
      request.append("Authorization: Bearer ").append(apiKey).append("\r\n");
    }
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    socket.getOutputStream().write(request.append("\r\n").toString().getBytes(UTF_8));
    RawStream stream = new RawStream(socket);
    String line = stream.in.readLine();
    while (line != null && !line.isEmpty()) {
      stream.head.append(line).append('\n');
      line = stream.in.readLine();
    }
    return stream;
  }

  int status() {
    return Integer.parseInt(head.substring(9, 12));
  }

  String header(String name) {
    return head.toString()
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  /** Reads to the next line that begins so. */
  void until(String beginning) throws IOException {
    String line = in.readLine();
    while (line != null) {
      body.append(line).append('\n');
      if (line.startsWith(beginning)) {
        return;
      }
      line = in.readLine();
    }
    throw new AssertionError("the stream ended without '" + beginning + "':\n" + body);
  }

  void toEnd() throws IOException {
    String line = in.readLine();
    while (line != null) {
      body.append(line).append('\n');
      line = in.readLine();
    }
  }

  String text() {
    return body.toString();
  }

  List<String> ids() {
    return text()
        .lines()
        .filter(line -> line.startsWith("id: "))
        .map(line -> line.substring(4))
        .toList();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
