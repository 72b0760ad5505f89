package io.orderwire.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies of which a byte comes now and then, so that no idle timeout ends them. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = SEPARATE_THREAD)
class SlowBodyTest {
  private static final int SLOW = 10_000;
  private static final int BETWEEN_MILLIS = 100;

  private static BoundedService service;

  @BeforeAll
  static void start() {
    service = BoundedService.start("orderwire.connections.body=1s");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void of_http_1_fail() throws Exception {
    try (Socket socket = service.socket(service.port())) {
      RawClient.send(
          socket,
          "POST /length HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + SLOW + "\r\n\r\n");
      Thread dripping = Thread.ofVirtual().start(() -> drip(socket));
      assertThat(RawClient.rest(socket)).doesNotStartWith("HTTP/1.1 200");
      dripping.interrupt();
      dripping.join();
    }
  }

  @Test
  void of_http_2_fail_and_their_connection_goes_on() throws Exception {
    try (RawFrames client = new RawFrames(service.socket(service.port()))) {
      client.send(RawFrames.HEADERS, RawFrames.END_HEADERS, 1, RawFrames.header("POST", "/length"));
      Thread dripping = Thread.ofVirtual().start(() -> drip(client));
      Optional<RawFrames.Frame> end =
          client.next(
              frame ->
                  frame.stream() == 1
                      && (frame.type() == RawFrames.RST_STREAM
                          || frame.type() == RawFrames.HEADERS));
      dripping.interrupt();
      dripping.join();
      assertThat(end).isPresent();
      client.send(
          RawFrames.HEADERS,
          RawFrames.END_HEADERS | RawFrames.END_STREAM,
          3,
          RawFrames.header("GET", "/"));
      assertThat(client.next(frame -> frame.stream() == 3 && frame.type() == RawFrames.HEADERS))
          .isPresent();
    }
  }

  @Test
  void that_come_in_time_are_read() throws IOException {
    try (Socket socket = service.socket(service.port())) {
      RawClient.send(
          socket,
          "POST /length HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
              + "Content-Length: 5\r\n\r\n12345");
      assertThat(RawClient.rest(socket)).startsWith("HTTP/1.1 200").endsWith("5");
    }
  }

  private static void drip(Socket socket) {
    try {
      for (int i = 0; i < SLOW; i++) {
        RawClient.send(socket, "x");
        Thread.sleep(BETWEEN_MILLIS);
      }
    } catch (IOException | InterruptedException e) {
      // the connection was closed, or it was enough
    }
  }

  private static void drip(RawFrames client) {
    try {
      for (int i = 0; i < SLOW; i++) {
        client.send(RawFrames.DATA, 0, 1, (byte) 'x');
        Thread.sleep(BETWEEN_MILLIS);
      }
    } catch (IOException | InterruptedException e) {
      // the connection was closed, or it was enough
    }
  }
}
