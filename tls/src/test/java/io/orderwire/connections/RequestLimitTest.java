package io.orderwire.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many requests are under way, by answers of HTTP/2 that nobody reads. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = SEPARATE_THREAD)
class RequestLimitTest {
  private static final int MOST = 3;

  private static BoundedService service;

  @BeforeAll
  static void start() {
    service =
        BoundedService.start(
            "orderwire.connections.requests-per-address=" + MOST,
            "orderwire.connections.unbounded-from=127.9.0.0/16");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void an_address_has_so_many_on_all_of_its_connections_and_others_are_served() throws IOException {
    try (RawFrames one = unread("127.0.0.2", MOST - 1);
        RawFrames other = unread("127.0.0.2", 1)) {
      String refused = hello("127.0.0.2");
      assertThat(refused).startsWith("HTTP/1.1 429").containsIgnoringCase("\r\nRetry-After: 1\r\n");
      assertThat(refused).endsWith("\r\n\r\n");
      assertThat(hello("127.0.0.3")).startsWith("HTTP/1.1 200");
      other.send(RawFrames.RST_STREAM, 0, 1, new byte[4]);
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> hello("127.0.0.2").startsWith("HTTP/1.1 200"));
      one.take(1, 1 << 10);
      one.ask(7, "/");
      assertThat(one.next(frame -> frame.stream() == 7 && frame.type() == RawFrames.HEADERS))
          .isPresent();
    }
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> hello("127.0.0.2").startsWith("HTTP/1.1 200"));
  }

  @Test
  void a_network_of_load_balancers_has_any_number() throws IOException {
    try (RawFrames client = unread("127.9.0.1", MOST * 2)) {
      assertThat(hello("127.9.0.1")).startsWith("HTTP/1.1 200");
      client.send(RawFrames.RST_STREAM, 0, 1, new byte[4]);
    }
  }

  /**
   * A client that has asked so often for what is not there, and was answered, but reads nothing.
   */
  private static RawFrames unread(String from, int requests) throws IOException {
    RawFrames client = new RawFrames(service.socketFrom(from, service.port()), 0);
    for (int i = 0; i < requests; i++) {
      int stream = 2 * i + 1;
      client.ask(stream, "/nothing");
      assertThat(
              client.next(frame -> frame.stream() == stream && frame.type() == RawFrames.HEADERS))
          .isPresent();
    }
    return client;
  }

  private static String hello(String from) throws IOException {
    try (Socket socket = service.socketFrom(from, service.port())) {
      return RawClient.ask(socket, "/");
    }
  }
}
