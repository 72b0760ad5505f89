package io.orderwire.ingest.app;

import static io.orderwire.ingest.app.HttpSide.event;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.producer.Published;
import io.orderwire.producer.SendFailedException;
import io.orderwire.testkit.Drip;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Clients that do not keep to the rules, over bare sockets. */
@ExtendWith(OutputCaptureExtension.class)
class RawHttpTest {

  private static final String HEAD =
      "POST /v1/events HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer ows_secret\r\n";
  private static final String STREAM = HEAD + "Content-Type: application/x-ndjson\r\n";

  private static HttpSide http;

  @BeforeAll
  static void start() {
    http =
        new HttpSide(
            "--server.jetty.connection-idle-timeout=1500ms",
            "--orderwire.connections.header=1s",
            "--orderwire.ingest.slowest-event=2s",
            "--orderwire.ingest.max-requests=1");
  }

  @AfterAll
  static void stop() {
    http.close();
  }

  @BeforeEach
  void reset() {
    http.service.reset();
  }

  /** Only one request is taken at a time, so this succeeds when the test's own has let go. */
  @AfterEach
  void nothing_is_held() {
    http.service.reset();
    await().atMost(Duration.ofSeconds(60)).until(RawHttpTest::isAnotherTaken);
  }

  @Test
  void a_trace_is_not_echoed() throws IOException {
    assertThat(answerTo(HEAD.replace("POST", "TRACE") + "Connection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 405")
        .contains("method_not_allowed")
        .doesNotContain("ows_secret");
  }

  @Test
  void a_character_set_that_there_is_not_is_an_unsupported_type() throws IOException {
    String request =
        HEAD
            + "Connection: close\r\nContent-Type: application/json;charset=nonsense\r\n"
            + "Content-Length: 2\r\n\r\n{}";
    assertThat(answerTo(request)).startsWith("HTTP/1.1 415").contains("unsupported_media_type");
  }

  /** Jetty keeps fields of a connection, and would find them again whatever their case. */
  @Test
  void a_key_in_other_case_is_another_one_on_the_same_connection_too() throws IOException {
    String body = event(1);
    String right =
        HEAD + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n";
    String answers =
        answerTo(
            right
                + "\r\n"
                + body
                + right.replace("ows_secret", "ows_SECRET")
                + "Connection: close\r\n\r\n"
                + body);
    assertThat(answers).startsWith("HTTP/1.1 202");
    assertThat(answers.substring(12)).contains("HTTP/1.1 401").contains("invalid_key");
  }

  @Test
  void another_version_and_another_expectation_are_bad_requests() throws IOException {
    for (String request :
        new String[] {
          HEAD.replace("HTTP/1.1", "HTTP/9.9"), HEAD + "Expect: 200-ok\r\nConnection: close\r\n"
        }) {
      assertThat(answerTo(request + "\r\n"))
          .startsWith("HTTP/1.1 400")
          .contains("\"code\":\"bad_request\"");
    }
  }

  private static boolean isAnotherTaken() {
    return http.post("application/json", event(9)).statusCode() == 202;
  }

  private static String answerTo(String request) throws IOException {
    try (Socket socket = socket()) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return answer(socket);
    }
  }

  private static Socket socket() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.port);
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static String answer(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
  }

  private static void isProblem(String answer, int status, String code) {
    assertThat(answer).startsWith("HTTP/1.1 " + status + ' ');
    assertThat(answer).containsIgnoringCase("content-type: application/problem+json");
    assertThat(answer).contains("\"code\":\"" + code + "\"", "\"status\":" + status);
    assertThat(answer).doesNotContain("Exception").doesNotContain("\tat ").doesNotContain("<html");
  }

  private static String chunk(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }

  /** Unread bytes would make the close a reset, and a reset takes the answer away. */
  @Test
  void lets_a_client_that_is_still_sending_read_the_whole_answer() throws Exception {
    http.service.answer =
        event ->
            CompletableFuture.failedFuture(
                event.getOrderId().equals("o-1")
                    ? new IllegalArgumentException("refused")
                    : new SendFailedException(new TimeoutException("expired")));
    String body =
        IntStream.range(1, 50_000).mapToObj(HttpSide::event).collect(Collectors.joining("\n"));
    try (Socket socket = socket()) {
      OutputStream out = socket.getOutputStream();
      out.write((STREAM + "Content-Length: " + body.length() + "\r\n\r\n").getBytes(ISO_8859_1));
      out.write(
          body.getBytes(ISO_8859_1)); // all of it, before the first byte of the answer is read

      assertThat(answer(socket)).contains("\"status\":\"stopped\"").endsWith("\r\n0\r\n\r\n");
    }
  }

  @Test
  void refuses_a_bad_request_line() throws IOException {
    isProblem(answerTo("nonsense\r\n\r\n"), 400, "bad_request");
    isProblem(answerTo("GET / HTTP/1.1\r\n\r\n"), 400, "bad_request");
    isProblem(
        answerTo("GET / HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n"), 400, "bad_request");
  }

  /** Nobody needs a key for these, and U+009B begins an escape sequence of a terminal. */
  @Test
  void strangers_write_nothing_to_the_log(CapturedOutput output) throws IOException {
    isProblem(answerTo("GET / HTTP/1.1\r\nHost: stranger\u009b:x\r\n\r\n"), 400, "bad_request");
    isProblem(answerTo("GET / HTTP/1.1\r\nHost: stranger:99999\r\n\r\n"), 400, "bad_request");
    isProblem(
        answerTo("GET / HTTP/1.1\r\nHost: x\r\nHost: \u009b2Jstranger\r\n\r\n"),
        400,
        "bad_request");
    answerTo("CONNECT stranger:x HTTP/1.1\r\nHost: stranger\r\nConnection: close\r\n\r\n");
    isProblem(
        answerTo("GET /stranger HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
        401,
        "missing_key");
    assertThat(output).doesNotContain("stranger", "99999");
  }

  @Test
  void refuses_ten_thousand_headers() throws IOException {
    StringBuilder headers = new StringBuilder("GET /v1/events HTTP/1.1\r\nHost: h\r\n");
    for (int i = 0; i < 10_000; i++) {
      headers.append("x").append(i).append(": y\r\n");
    }

    isProblem(answerTo(headers.append("\r\n").toString()), 431, "headers_too_large");
  }

  @Test
  void refuses_an_endless_uri() throws IOException {
    isProblem(
        answerTo("GET /" + "x".repeat(100_000) + " HTTP/1.1\r\nHost: h\r\n\r\n"),
        414,
        "uri_too_long");
  }

  @Test
  void refuses_an_ambiguous_body() throws IOException {
    isProblem(
        answerTo(HEAD + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        400,
        "bad_request");
  }

  @Test
  void refuses_an_idempotency_key_beyond_ascii() throws IOException {
    isProblem(
        answerTo(
            HEAD
                + "Connection: close\r\n"
                + "Content-Type: application/json\r\n"
                + "Idempotency-Key: \u00e4\r\n"
                + "Content-Length: 2\r\n\r\n"
                + "{}"),
        400,
        "invalid_parameter");
  }

  @Test
  void gives_up_on_a_client_that_stops_sending() throws IOException {
    try (Socket socket = socket()) {
      socket
          .getOutputStream()
          .write(
              (HEAD + "Content-Type: application/json\r\nContent-Length: 500\r\n\r\n{")
                  .getBytes(ISO_8859_1));

      isProblem(answer(socket), 408, "request_timeout");
    }
  }

  @Test
  void gives_up_on_a_client_that_sends_byte_by_byte() throws IOException, InterruptedException {
    for (String head : new String[] {HEAD + "Content-Type: application/json\r\n", STREAM}) {
      try (Socket socket = socket()) {
        OutputStream out = socket.getOutputStream();
        out.write((head + "Content-Length: 5000\r\n\r\n").getBytes(ISO_8859_1));
        try (Drip _ = new Drip(out, '{', Duration.ofMillis(300))) {
          isProblem(answer(socket), 408, "request_timeout");
        }
      }
    }
  }

  @Test
  void lets_go_of_a_client_that_sends_a_header_byte_by_byte() throws Exception {
    try (Socket socket = socket()) {
      OutputStream out = socket.getOutputStream();
      Thread dripping =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      for (byte next : (HEAD + "X: " + "x".repeat(9_000)).getBytes(ISO_8859_1)) {
                        out.write(next);
                        Thread.sleep(100);
                      }
                    } catch (IOException | InterruptedException done) {
                      Thread.currentThread().interrupt();
                    }
                  });

      assertThat(answerOrReset(socket)).isEmpty();
      dripping.join();
    }
  }

  private static String answerOrReset(Socket socket) throws IOException {
    try {
      return answer(socket);
    } catch (java.net.SocketException reset) {
      return "";
    }
  }

  /** Whoever has no key is not told how much is too much. */
  @Test
  void refuses_a_body_of_nobodys_before_it_is_read() throws IOException {
    for (String type : new String[] {"application/json", "application/x-ndjson"}) {
      isProblem(
          answerTo(
              "POST /v1/events HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Type: "
                  + type
                  + "\r\nContent-Length: 1000000000\r\n\r\n"),
          401,
          "missing_key");
    }
  }

  /** Sends a stream's first line, and reads until its answer is there. */
  private static StringBuilder beginStream(Socket socket) throws IOException {
    socket
        .getOutputStream()
        .write(
            (STREAM + "Transfer-Encoding: chunked\r\n\r\n" + chunk(event(1) + "\n"))
                .getBytes(ISO_8859_1));
    StringBuilder seen = new StringBuilder();
    readUntil(socket, seen, "\"index\":0");
    return seen;
  }

  private static void readUntil(Socket socket, StringBuilder seen, String text) throws IOException {
    InputStream in = socket.getInputStream();
    while (!seen.toString().contains(text)) {
      int next = in.read();
      assertThat(next).as("what follows " + seen).isNotNegative();
      seen.append((char) next);
    }
  }

  @Test
  void answers_each_line_while_the_stream_goes_on() throws IOException {
    try (Socket socket = socket()) {
      OutputStream out = socket.getOutputStream();
      StringBuilder seen = beginStream(socket);
      out.write((chunk(event(2) + "\n") + "0\r\n\r\n").getBytes(ISO_8859_1));
      readUntil(socket, seen, "\"done\"");

      assertThat(seen).contains("202 Accepted", "\"index\":1");
    }
  }

  @Test
  void tells_why_a_stream_that_breaks_off_was_stopped() throws IOException {
    try (Socket socket = socket()) {
      socket
          .getOutputStream()
          .write(
              (STREAM + "Transfer-Encoding: chunked\r\n\r\n" + chunk(event(1) + "\n{"))
                  .getBytes(ISO_8859_1));

      assertThat(answer(socket)).contains("\"index\":0", "\"stopped\"", "request_timeout");
    }
    assertThat(http.service.published).hasSize(1);
  }

  /**
   * Not whether the client's writes fail is looked at: its kernel does not hear of the end of a
   * connection while its own receive buffer is full.
   */
  @Test
  void lets_go_of_a_client_that_does_not_read() throws IOException {
    Published published = new Published(3, 0, null);
    http.service.answer = event -> CompletableFuture.completedFuture(published);
    try (Socket socket = socket()) {
      socket.setReceiveBufferSize(4_096);
      StringBuilder _ = beginStream(socket);
      Thread sending = Thread.ofVirtual().start(() -> sendWithoutEnd(socket));

      await().atMost(Duration.ofMinutes(2)).until(RawHttpTest::isAnotherTaken);

      sending.interrupt();
    }
  }

  private static void sendWithoutEnd(Socket socket) {
    try {
      byte[] line = chunk(event(1) + "\n").getBytes(ISO_8859_1);
      OutputStream out = socket.getOutputStream();
      while (true) {
        out.write(line);
      }
    } catch (IOException cutOff) {
      // as it should be
    }
  }

  @Test
  void lets_go_when_the_whole_window_waits_behind_an_event_that_fails() {
    CompletableFuture<Published> undecided = new CompletableFuture<>();
    AtomicInteger handedOver = new AtomicInteger();
    http.service.answer =
        event -> {
          handedOver.incrementAndGet();
          return undecided;
        };
    String body =
        IntStream.range(0, 10_000).mapToObj(HttpSide::event).collect(Collectors.joining("\n"));
    CompletableFuture<HttpResponse<String>> response =
        CompletableFuture.supplyAsync(() -> http.post("application/x-ndjson", body));
    int windowFullAndOneThatWaitsForRoom = 4_096 + 1;
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> handedOver.get() == windowFullAndOneThatWaitsForRoom);

    undecided.completeExceptionally(new SendFailedException(new TimeoutException("expired")));

    assertThat(response.join().statusCode()).isEqualTo(503);
  }

  @Test
  void ends_a_stream_when_it_is_about_to_stop() throws IOException {
    try (Socket socket = socket()) {
      OutputStream out = socket.getOutputStream();
      StringBuilder _ = beginStream(socket);
      http.service.stopping = true;
      out.write(chunk(event(2) + "\n").getBytes(ISO_8859_1));

      assertThat(answer(socket)).contains("\"index\":1", "\"stopped\"", "shutting_down");
    }
  }
}
