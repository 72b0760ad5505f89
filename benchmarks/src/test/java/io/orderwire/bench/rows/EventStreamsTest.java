package io.orderwire.bench.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventStreamsTest {
  private final List<Long> arrived = Collections.synchronizedList(new ArrayList<>());

  @Test
  void numbers_are_found_however_the_bytes_come() throws Exception {
    assertThat(
            wrongOf(
                4,
                "data: {\"a\":\"..1",
                "2..\",\"b\":\"1.5\"}\n\ndata: ..22.",
                ".\n\n",
                "..32....42.."))
        .isEqualTo(0);
    assertThat(arrived).containsExactly(12L, 22L, 32L, 42L);
  }

  @Test
  void an_event_that_is_missing_or_comes_again_is_wrong() throws Exception {
    assertThat(wrongOf(5, "..12....32....32....42....52..")).isEqualTo(2);
    assertThat(arrived).containsExactly(12L, 42L, 52L);
  }

  /** Of a stream of partner 2 of 10, which sends these pieces from number 12 on. */
  private long wrongOf(int events, String... pieces) throws IOException, InterruptedException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var _ = Thread.ofVirtual().start(() -> serve(server, pieces));
      try (EventStreams streams = new EventStreams(server.getLocalPort(), 10, arrived::add)) {
        streams.open("GET / HTTP/1.0\r\n", 12);
        // The end of the stream, which comes last, is wrong too.
        while (arrived.size() + streams.wrong() <= events) {
          TimeUnit.MILLISECONDS.sleep(1);
        }
        return streams.wrong() - 1;
      }
    }
  }

  private static void serve(ServerSocket server, String[] pieces) {
    try (Socket client = server.accept()) {
      OutputStream out = client.getOutputStream();
      out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
      for (String piece : pieces) {
        out.write(piece.getBytes(ISO_8859_1));
        TimeUnit.MILLISECONDS.sleep(20);
      }
      client.shutdownOutput();
      var _ = client.getInputStream().readAllBytes();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
