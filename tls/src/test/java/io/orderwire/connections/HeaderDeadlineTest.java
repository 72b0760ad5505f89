package io.orderwire.connections;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Over bare sockets, with a server that answers everything at once. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = SEPARATE_THREAD)
class HeaderDeadlineTest {
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final int PATIENCE_OF_CLIENTS_MILLIS = 60_000;

  private final Server server = new Server();
  private final ServerConnector connector =
      new ServerConnector(
          server,
          new HttpConnectionFactory(),
          new HTTP2CServerConnectionFactory(new HttpConfiguration()));

  @BeforeEach
  void start() throws Exception {
    connector.setHost("127.0.0.1");
    // Longer than a test waits, or it would do what the deadline is for.
    connector.setIdleTimeout(10 * PATIENCE_OF_CLIENTS_MILLIS);
    connector.addBean(new HeaderDeadline(connector.getScheduler(), PATIENCE));
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws InterruptedException {
            if (request.getHttpURI().getPath().equals("/slow")) {
              Thread.sleep(PATIENCE.multipliedBy(3));
            }
            response.setStatus(204);
            callback.succeeded();
            return true;
          }
        });
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  @Test
  void a_client_that_sends_its_first_header_byte_by_byte_is_let_go() throws Exception {
    try (Socket socket = socket()) {
      OutputStream out = socket.getOutputStream();
      Thread dripping = Thread.ofVirtual().start(() -> drip(out));
      assertThat(firstByte(socket)).isEqualTo(-1);
      dripping.join();
    }
  }

  @Test
  void a_client_that_sends_nothing_is_let_go() throws IOException {
    try (Socket socket = socket()) {
      assertThat(firstByte(socket)).isEqualTo(-1);
    }
  }

  @Test
  void a_later_header_byte_by_byte_is_let_go_too() throws Exception {
    try (Socket socket = socket()) {
      assertThat(answer(socket)).startsWith("HTTP/1.1 204");
      OutputStream out = socket.getOutputStream();
      Thread dripping = Thread.ofVirtual().start(() -> drip(out));
      assertThat(firstByte(socket)).isEqualTo(-1);
      dripping.join();
    }
  }

  @Test
  void a_connection_with_one_request_behind_it_stays() throws Exception {
    try (Socket kept = socket();
        Socket silent = socket()) {
      assertThat(answer(kept)).startsWith("HTTP/1.1 204");
      // It was opened later, so when it is let go the other one was looked at.
      assertThat(firstByte(silent)).isEqualTo(-1);
      assertThat(answer(kept)).startsWith("HTTP/1.1 204");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void an_answer_may_take_as_long_as_it_likes(HttpClient.Version version) throws Exception {
    URI slow = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/slow");
    try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
      HttpResponse<Void> answer =
          client.send(HttpRequest.newBuilder(slow).build(), BodyHandlers.discarding());
      assertThat(answer.statusCode()).isEqualTo(204);
      assertThat(answer.version()).isEqualTo(version);
    }
  }

  private static void drip(OutputStream out) {
    try {
      for (byte one : ("GET / HTTP/1.1\r\nX: " + "x".repeat(10_000)).getBytes(ISO_8859_1)) {
        out.write(one);
        out.flush();
        Thread.sleep(50);
      }
    } catch (IOException | InterruptedException e) {
      // The connection was closed, as it should be.
    }
  }

  private static String answer(Socket socket) throws IOException {
    socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1));
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      assertThat(next).as(answer.toString()).isNotEqualTo(-1);
      answer.append((char) next);
    }
    return answer.toString();
  }

  private static int firstByte(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read();
    } catch (SocketException reset) {
      return -1;
    }
  }

  private Socket socket() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    socket.setSoTimeout(PATIENCE_OF_CLIENTS_MILLIS);
    return socket;
  }
}
