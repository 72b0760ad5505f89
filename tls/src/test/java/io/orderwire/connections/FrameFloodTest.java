package io.orderwire.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Frames of HTTP/2 that cost the server more than the client. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = SEPARATE_THREAD)
class FrameFloodTest {
  /** Little enough to be read at once: a connection that is closed over unread bytes is reset. */
  private static final int FLOOD = 100;

  /** Fewer than are counted as a flood. */
  private static final int WITHOUT_END = 10;

  /** More than are left undone. */
  private static final int MANY = 20_000;

  private static final byte[] LONGEST = new byte[16_384];
  private static final int MAX_CONCURRENT_STREAMS = 3;

  private static BoundedService service;

  @BeforeAll
  static void start() {
    service =
        BoundedService.start(
            "orderwire.connections.http2.streams=17",
            // Longer than a test waits, or they would end what the bounds of HTTP/2 are for.
            "orderwire.connections.header=10m",
            "orderwire.connections.answer=10m",
            "server.jetty.connection-idle-timeout=10m",
            "orderwire.connections.http2.events-per-second=20");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  /** CVE-2023-44487. */
  @Test
  void streams_that_are_reset_at_once_end_their_connection_and_no_other() throws Exception {
    try (Socket other = service.socket(service.port());
        RawFrames client = new RawFrames(service.socket(service.port()))) {
      assertThat(RawClient.ask(other, "/")).startsWith("HTTP/1.1 200");
      Thread flood =
          Thread.ofVirtual()
              .start(
                  () ->
                      flood(
                          FLOOD,
                          i -> {
                            int stream = 2 * i + 1;
                            client.send(
                                RawFrames.HEADERS,
                                RawFrames.END_HEADERS | RawFrames.END_STREAM,
                                stream,
                                RawFrames.header("GET", "/stream"));
                            client.send(RawFrames.RST_STREAM, 0, stream, new byte[4]);
                          }));
      assertThat(RawClient.ask(other, "/")).startsWith("HTTP/1.1 200");
      assertCalmed(client);
      flood.join();
      assertThat(RawClient.ask(other, "/")).startsWith("HTTP/1.1 200");
    }
  }

  /** CVE-2024-27316 and its like: a header that has no end. */
  @Test
  void a_header_without_an_end_ends_its_connection() throws Exception {
    try (RawFrames client = new RawFrames(service.socket(service.port()))) {
      client.send(RawFrames.HEADERS, 0, 1, RawFrames.header("GET", "/"));
      Thread flood =
          Thread.ofVirtual()
              .start(() -> flood(FLOOD, i -> client.send(RawFrames.CONTINUATION, 0, 1)));
      assertCalmed(client);
      flood.join();
    }
  }

  /** Each of its frames is as long as may be, so that there need not be many of them. */
  @Test
  void a_header_that_is_too_long_ends_its_connection() throws Exception {
    try (RawFrames client = new RawFrames(service.socket(service.port()))) {
      client.send(RawFrames.HEADERS, 0, 1, RawFrames.header("GET", "/"));
      Thread flood =
          Thread.ofVirtual()
              .start(
                  () ->
                      flood(WITHOUT_END, i -> client.send(RawFrames.CONTINUATION, 0, 1, LONGEST)));
      flood.join();
      assertThat(client.next(_ -> false)).isEmpty();
    }
  }

  @Test
  void pings_without_an_end_end_their_connection() throws Exception {
    try (RawFrames client = new RawFrames(service.socket(service.port()))) {
      Thread flood =
          Thread.ofVirtual()
              .start(() -> flood(FLOOD, i -> client.send(RawFrames.PING, 0, 0, new byte[8])));
      assertCalmed(client);
      flood.join();
    }
  }

  /** Each is allowed, and costs nothing where what there is can be written. */
  @Test
  void larger_windows_of_a_client_that_reads_nothing_end_its_connection() throws Exception {
    try (RawFrames client =
        new RawFrames(service.narrowSocket(service.port()), Integer.MAX_VALUE >> 1)) {
      client.take(0, Integer.MAX_VALUE >> 1);
      client.ask(1, "/much");
      await().atMost(Duration.ofMinutes(1)).until(() -> service.served() == 1);
      flood(MANY, _ -> client.take(0, 1));
      assertThat(client.next(_ -> false)).isEmpty();
    }
  }

  @Test
  void larger_windows_of_a_client_that_reads_are_no_flood() throws Exception {
    try (RawFrames client = new RawFrames(service.socket(service.port()))) {
      flood(MANY, _ -> client.take(0, 1));
      client.ask(1, "/");
      assertThat(client.next(frame -> frame.stream() == 1 && frame.type() == RawFrames.DATA))
          .isPresent();
    }
  }

  @Test
  void a_connection_is_told_how_many_streams_it_may_have() throws Exception {
    try (RawFrames client = new RawFrames(service.socket(service.port()))) {
      RawFrames.Frame settings =
          client
              .next(frame -> frame.type() == RawFrames.SETTINGS && frame.flags() == 0)
              .orElseThrow();
      assertThat(setting(settings.content(), MAX_CONCURRENT_STREAMS)).isEqualTo(17);
    }
  }

  private static int setting(byte[] content, int name) {
    for (int at = 0; at < content.length; at += 6) {
      if (content[at + 1] == name) {
        return content[at + 4] << 8 | content[at + 5];
      }
    }
    return -1;
  }

  private static void assertCalmed(RawFrames client) throws IOException {
    Optional<RawFrames.Frame> end = client.next(frame -> frame.type() == RawFrames.GOAWAY);
    assertThat(end).map(RawFrames.Frame::error).hasValue(RawFrames.ENHANCE_YOUR_CALM);
    assertThat(client.next(_ -> false)).isEmpty();
  }

  private static void flood(int count, Sent sent) {
    try {
      for (int i = 0; i < count; i++) {
        sent.send(i);
      }
    } catch (IOException closed) {
      // as it should be
    }
  }

  @FunctionalInterface
  private interface Sent {
    void send(int number) throws IOException;
  }
}
