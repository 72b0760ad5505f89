package io.orderwire.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Old connections take no further requests, and what is under way on them goes on. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = SEPARATE_THREAD)
class ConnectionAgeTest {
  private static final Duration MAX_AGE = Duration.ofSeconds(1);

  private static BoundedService service;

  @BeforeAll
  static void start() {
    service =
        BoundedService.start(
            "orderwire.connections.max-age=" + MAX_AGE.toMillis() + "ms",
            "server.jetty.connection-idle-timeout=30s");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void one_of_http_1_is_closed_after_the_next_answer() throws Exception {
    try (Socket socket = service.socket(service.port())) {
      assertThat(RawClient.ask(socket, "/")).doesNotContainIgnoringCase("connection: close");
      Thread.sleep(MAX_AGE.plusMillis(200));
      assertThat(RawClient.ask(socket, "/"))
          .startsWith("HTTP/1.1 200")
          .containsIgnoringCase("connection: close")
          .endsWith("hello");
      assertThat(RawClient.rest(socket)).isEmpty();
    }
  }

  @Test
  void a_stream_of_http_1_goes_on() throws Exception {
    try (Socket socket = service.socket(service.port())) {
      RawClient.send(socket, "GET /stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
      assertThat(RawClient.until(socket, "event 40")).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void a_stream_that_began_on_an_old_connection_goes_on() throws Exception {
    try (Socket socket = service.socket(service.port())) {
      assertThat(RawClient.ask(socket, "/")).startsWith("HTTP/1.1 200");
      Thread.sleep(MAX_AGE.plusMillis(200));
      RawClient.send(socket, "GET /stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
      assertThat(RawClient.until(socket, "event 40")).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void one_of_http_2_is_told_to_go_and_its_streams_go_on() throws Exception {
    try (RawFrames client = new RawFrames(service.socket(service.port()))) {
      get(client, 1, "/stream");
      assertThat(client.next(frame -> frame.type() == RawFrames.HEADERS)).isPresent();
      Thread.sleep(MAX_AGE.plusMillis(200));
      get(client, 3, "/");
      assertThat(client.next(frame -> frame.type() == RawFrames.GOAWAY))
          .map(RawFrames.Frame::error)
          .hasValue(RawFrames.NO_ERROR);
      assertThat(client.next(frame -> isData(frame, 3, "hello"))).isPresent();
      assertThat(client.next(frame -> isData(frame, 1, "event 40"))).isPresent();
      client.send(RawFrames.RST_STREAM, 0, 1, new byte[] {0, 0, 0, 8});
      assertThat(client.next(frame -> frame.type() == RawFrames.GOAWAY))
          .as("the end, after the last stream")
          .isPresent();
    }
  }

  private static void get(RawFrames client, int stream, String path) throws Exception {
    client.send(
        RawFrames.HEADERS,
        RawFrames.END_HEADERS | RawFrames.END_STREAM,
        stream,
        RawFrames.header("GET", path));
  }

  private static boolean isData(RawFrames.Frame frame, int stream, String text) {
    return frame.type() == RawFrames.DATA
        && frame.stream() == stream
        && new String(frame.content(), java.nio.charset.StandardCharsets.US_ASCII).contains(text);
  }
}
