package io.orderwire.delivery.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What lives long on a connection outlives the time in which it takes requests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OldConnectionsTest {
  private static final String EVENTS = "/v1/orders/events";
  private static final int MAX_AGE_MILLIS = 1_000;
  private static final int LONG_PAST_MILLIS = 2_500;

  private final PartnerPort port =
      PartnerPort.start(
          "orderwire.connections.max-age=" + MAX_AGE_MILLIS + "ms",
          "orderwire.delivery.stream.heartbeat=500ms");

  private String key = "";
  private int created;

  @BeforeAll
  void partner() {
    key = port.partner("acme");
  }

  @AfterAll
  void stop() {
    port.close();
  }

  @BeforeEach
  void one_event() {
    create();
  }

  private void create() {
    port.created("acme", 1);
    created++;
  }

  private String newest() {
    return PartnerPort.id("acme", created);
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void a_stream_goes_on_while_others_are_sent_to_new_connections(HttpClient.Version version)
      throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
      HttpResponse<Stream<String>> stream =
          client.send(
              port.request(EVENTS + "/stream?newer_than=" + newest())
                  .header("Authorization", "Bearer " + key)
                  .build(),
              BodyHandlers.ofLines());
      assertThat(stream.version()).isEqualTo(version);
      try (Stream<String> body = stream.body()) {
        Iterator<String> lines = body.iterator();
        Thread.sleep(LONG_PAST_MILLIS);
        for (int i = 0; i < 3; i++) {
          create();
          assertThat(nextId(lines)).isEqualTo(newest());
          // With HTTP/2 the first of these has the stream's connection told to go.
          assertThat(
                  client
                      .send(
                          port.request(EVENTS).header("Authorization", "Bearer " + key).build(),
                          BodyHandlers.ofString())
                      .statusCode())
              .isEqualTo(200);
        }
      }
    }
  }

  @Test
  void a_request_that_waits_on_an_old_connection_is_answered() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.port())) {
      socket.setSoTimeout(60_000);
      send(socket, EVENTS, "");
      String first = answer(socket);
      assertThat(first).startsWith("HTTP/1.1 200").doesNotContainIgnoringCase("connection: close");
      Thread.sleep(MAX_AGE_MILLIS + 200L);
      send(socket, EVENTS + "?newer_than=" + newest(), "Prefer: wait=30\r\n");
      CompletableFuture<Void> later =
          CompletableFuture.runAsync(
              this::create,
              CompletableFuture.delayedExecutor(
                  LONG_PAST_MILLIS, java.util.concurrent.TimeUnit.MILLISECONDS));
      String all = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      later.join();
      assertThat(all)
          .startsWith("HTTP/1.1 200")
          .containsIgnoringCase("connection: close")
          .contains(newest());
    }
  }

  private void send(Socket socket, String path, String headers) throws IOException {
    socket
        .getOutputStream()
        .write(
            ("GET "
                    + path
                    + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                    + key
                    + "\r\n"
                    + headers
                    + "\r\n")
                .getBytes(ISO_8859_1));
  }

  /** One with a length, whose connection stays. */
  private static String answer(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      assertThat(next).as(head.toString()).isNotNegative();
      head.append((char) next);
    }
    int at = head.indexOf("Content-Length: ");
    assertThat(at).as(head.toString()).isNotNegative();
    int length = Integer.parseInt(head.substring(at + 16, head.indexOf("\r", at)));
    return head + new String(socket.getInputStream().readNBytes(length), ISO_8859_1);
  }

  /** Of the next event; a stream tells its place before that, too. */
  private static String nextId(Iterator<String> lines) {
    String id = "";
    for (String line = lines.next(); !line.startsWith("data:"); line = lines.next()) {
      id = line.startsWith("id: ") ? line.substring(4) : id;
    }
    return id;
  }
}
