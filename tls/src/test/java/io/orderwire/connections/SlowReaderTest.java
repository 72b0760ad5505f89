package io.orderwire.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers that are read too slowly, by clients for whom the idle timeout never comes. */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = SEPARATE_THREAD)
class SlowReaderTest {
  private static final int BETWEEN_MILLIS = 50;
  private static final int DROPS = 10_000;
  private static final int MEBIBYTE = 1 << 20;

  private static BoundedService service;

  @BeforeAll
  static void start() {
    service =
        BoundedService.start(
            "orderwire.connections.answer=500ms",
            "orderwire.connections.answer-rate=1MB",
            "server.jetty.connection-idle-timeout=10m");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @AfterEach
  void no_thread_is_held() {
    await().atMost(Duration.ofMinutes(1)).until(() -> service.served() == 0);
  }

  @Test
  void of_http_2_has_its_stream_reset_and_its_connection_goes_on() throws Exception {
    try (RawFrames client = new RawFrames(service.socket(service.port()), 0)) {
      client.ask(1, "/nothing");
      Thread drip = dripping(40, () -> client.take(1, 1), () -> client.take(1, MEBIBYTE));
      Optional<RawFrames.Frame> end =
          client.next(
              frame ->
                  frame.stream() == 1
                      && (frame.type() == RawFrames.RST_STREAM
                          || (frame.type() == RawFrames.DATA
                              && frame.flags() == RawFrames.END_STREAM)));
      assertThat(end).map(RawFrames.Frame::type).hasValue(RawFrames.RST_STREAM);
      drip.interrupt();
      drip.join();
      client.ask(3, "/");
      client.take(3, MEBIBYTE);
      assertThat(
              client.next(
                  frame ->
                      frame.stream() == 3
                          && frame.type() == RawFrames.DATA
                          && frame.flags() == RawFrames.END_STREAM))
          .isPresent();
    }
  }

  /** What its system does not take cannot be taken back: the stream's end would wait behind it. */
  @Test
  void of_http_2_that_takes_no_frames_is_closed() throws Exception {
    try (RawFrames client =
        new RawFrames(service.narrowSocket(service.port()), Integer.MAX_VALUE)) {
      client.take(0, Integer.MAX_VALUE >> 1);
      client.ask(1, "/much");
      Thread drip = dripping(DROPS, () -> client.send(RawFrames.PING, 0, 0, new byte[8]), () -> {});
      await().atMost(Duration.ofMinutes(1)).until(() -> service.served() == 1);
      no_thread_is_held();
      drip.interrupt();
      drip.join();
    }
  }

  @Test
  void of_http_1_is_closed() throws Exception {
    try (Socket socket = service.narrowSocket(service.port())) {
      RawClient.send(socket, "GET /much HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
      RawClient.until(socket, "\r\n\r\n");
      assertThat(service.served()).isOne();
      no_thread_is_held();
      assertThat(rest(socket)).isLessThan(BoundedService.MUCH);
    }
  }

  @Test
  void that_reads_as_fast_as_it_must_gets_all() throws Exception {
    try (RawFrames client = new RawFrames(service.socket(service.port()), 0)) {
      client.take(0, Integer.MAX_VALUE >> 1);
      client.ask(1, "/much");
      Thread drip = dripping(20, () -> client.take(1, MEBIBYTE), () -> {});
      Optional<RawFrames.Frame> end =
          client.next(
              frame ->
                  frame.stream() == 1
                      && (frame.type() == RawFrames.RST_STREAM
                          || (frame.type() == RawFrames.DATA
                              && frame.flags() == RawFrames.END_STREAM)));
      assertThat(end).map(RawFrames.Frame::type).hasValue(RawFrames.DATA);
      drip.interrupt();
      drip.join();
    }
  }

  /** It may be silent, and go on, for much longer than an answer may wait. */
  @Test
  void of_a_stream_that_keeps_up_gets_it_for_as_long_as_it_likes() throws IOException {
    try (Socket socket = service.socket(service.port())) {
      RawClient.send(socket, "GET /stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
      assertThat(RawClient.until(socket, "event 30")).startsWith("HTTP/1.1 200");
    }
  }

  /** How many bytes come until the connection ends, in whichever way. */
  private static long rest(Socket socket) throws IOException {
    byte[] some = new byte[1 << 16];
    long count = 0;
    try {
      for (int read = socket.getInputStream().read(some);
          read >= 0;
          read = socket.getInputStream().read(some)) {
        count += read;
      }
    } catch (SocketException reset) {
      // an end, too
    }
    return count;
  }

  /** What a client does. */
  private interface Act {
    void run() throws IOException;
  }

  /** Does the same again and again, slowly, and then something else. */
  private static Thread dripping(int drops, Act each, Act then) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                for (int i = 0; i < drops; i++) {
                  each.run();
                  Thread.sleep(BETWEEN_MILLIS);
                }
                then.run();
              } catch (IOException | InterruptedException e) {
                // the connection was closed, or it was enough
              }
            });
  }
}
