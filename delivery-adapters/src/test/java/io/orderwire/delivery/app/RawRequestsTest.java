package io.orderwire.delivery.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderwire.testkit.Drip;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What no HTTP client sends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class RawRequestsTest {
  private static final int PATIENCE_MILLIS = 60_000;

  private final PartnerPort port =
      PartnerPort.start("server.jetty.connection-idle-timeout=2s", "orderwire.connections.body=1s");
  private String key = "";

  @BeforeAll
  void partner() {
    key = port.partner("acme");
    port.created("acme", 3);
  }

  @AfterAll
  void stop() {
    port.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /v1/orders/%00 HTTP/1.1|400|bad_request",
        "GET /v1/orders/a%zz HTTP/1.1|400|bad_request",
        "GET /v1/orders/%C3%28 HTTP/1.1|400|bad_request",
        "GET /v1/orders/%2e%2e/events HTTP/1.1|400|bad_request",
        "GET /v1/orders/a%2Fb HTTP/1.1|400|bad_request",
        "GET /v1/orders/events?limit=%zz HTTP/1.1|400|bad_request",
        "GET /v1/orders/events?limit=% HTTP/1.1|400|bad_request",
        "GET /v1/orders/events/stream?token=%zz HTTP/1.1|400|bad_request",
        "GET v1/orders/events HTTP/1.1|400|bad_request",
        "GET /v1/orders/events HTTP/9.9|400|bad_request",
        "GET  HTTP/1.1|400|bad_request",
        "nonsense|400|bad_request",
        "TRACE /v1/orders/events HTTP/1.1|405|method_not_allowed",
      })
  void nonsense_is_answered_with_a_problem_document(String line, int status, String code)
      throws IOException {
    String answer = send(line + "\r\n" + headers() + "\r\n");
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertProblem(answer, code);
  }

  /** Nobody needs a key for these, and U+009B begins an escape sequence of a terminal. */
  @Test
  void strangers_write_nothing_to_the_log(CapturedOutput output) throws IOException {
    send("GET / HTTP/1.1\r\nHost: stranger\u009b:x\r\n\r\n");
    send("GET / HTTP/1.1\r\nHost: stranger:99999\r\n\r\n");
    send("CONNECT stranger:x HTTP/1.1\r\nHost: stranger\r\n\r\n");
    send("GET / HTTP/1.1\r\nHost: x\r\nHost: \u009b2Jstranger\r\n\r\n");
    assertThat(send("GET /stranger HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 404");
    assertThat(output).doesNotContain("stranger", "99999");
  }

  /** Each name is a series of its own, which is never given up again. */
  @Test
  void made_up_methods_and_addresses_are_counted_together() throws IOException {
    for (String line : List.of("GET /made-up", "MADE-UP /v1/orders/events", "GET /v1/made-up")) {
      send(line + " HTTP/1.1\r\n" + headers() + "\r\n");
    }
    await().untilAsserted(() -> assertThat(names()).contains("method=UNKNOWN", "uri=NOT_FOUND"));
    assertThat(names()).noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("made-up"));
  }

  private Set<String> names() {
    return port.part(MeterRegistry.class).find("http.server.requests").timers().stream()
        .flatMap(timer -> timer.getId().getTags().stream())
        .map(tag -> tag.getKey() + "=" + tag.getValue())
        .collect(Collectors.toSet());
  }

  @Test
  void too_many_header_fields_are_refused() throws IOException {
    StringBuilder request = new StringBuilder("GET /v1/orders/events HTTP/1.1\r\n" + headers());
    for (int i = 0; i < 10_000; i++) {
      request.append("X-").append(i).append(": y\r\n");
    }
    String answer = send(request.append("\r\n").toString());
    assertThat(answer).startsWith("HTTP/1.1 431");
    assertProblem(answer, "headers_too_large");
  }

  @Test
  void a_target_that_is_too_long_is_refused() throws IOException {
    String answer =
        send("GET /v1/orders/" + "a".repeat(100_000) + " HTTP/1.1\r\n" + headers() + "\r\n");
    assertThat(answer).startsWith("HTTP/1.1 414");
    assertProblem(answer, "uri_too_long");
  }

  @Test
  void a_client_that_stops_in_the_middle_of_its_header_is_let_go() throws IOException {
    try (Socket socket = socket()) {
      socket.getOutputStream().write("GET /v1/orders/events HTTP/1.1\r\nHo".getBytes(ISO_8859_1));
      assertThat(socket.getInputStream().readAllBytes().length).isLessThan(1_000);
    }
  }

  @Test
  void a_client_that_stops_in_the_middle_of_its_body_is_told_and_let_go() throws IOException {
    String answer =
        send(
            "POST /v1/orders/events/ack HTTP/1.1\r\n"
                + headers()
                + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"cur");
    assertThat(answer).doesNotContain("internal_error").doesNotContain("HTTP/1.1 500");
  }

  @Test
  void a_client_that_sends_its_body_byte_by_byte_is_told_and_let_go() throws Exception {
    try (Socket socket = socket()) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /v1/orders/events/ack HTTP/1.1\r\n"
                  + headers()
                  + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n")
              .getBytes(ISO_8859_1));
      try (Drip _ = new Drip(out, ' ', Duration.ofMillis(100))) {
        String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        assertThat(answer).startsWith("HTTP/1.1 408");
        assertProblem(answer, "request_timeout");
      }
    }
  }

  /** Whoever has no key is not told how much is too much. */
  @ParameterizedTest
  @CsvSource({
    "POST,/v1/orders/events/ack",
    "POST,/v1/webhooks/endpoints",
    "PATCH,/v1/webhooks/endpoints/x",
    "POST,/v1/stream-tokens"
  })
  void a_body_of_nobodys_is_refused_before_it_is_read(String method, String path)
      throws IOException {
    for (String length :
        new String[] {"Content-Length: 1000000000", "Transfer-Encoding: chunked"}) {
      assertNobody(method, path, "Content-Type: application/json\r\n" + length, "1\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PUT,/v1/orders/events",
    "PATCH,/v1/orders/events",
    "DELETE,/v1/orders/events",
    "POST,/v1/orders/events/ack",
    "POST,/v1/orders/events/stream",
    "PUT,/v1/orders/events/stream",
    "GET,/v1/orders/events/stream"
  })
  void a_form_of_nobodys_is_refused_before_it_is_read(String method, String path)
      throws IOException {
    for (String type :
        new String[] {"application/x-www-form-urlencoded", "multipart/form-data; boundary=x"}) {
      assertNobody(
          method, path, "Content-Type: " + type + "\r\nContent-Length: 1000000000", "token=");
    }
  }

  private void assertNobody(String method, String path, String fields, String bodysBeginning)
      throws IOException {
    String answer =
        send(
            method
                + " "
                + path
                + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + fields
                + "\r\n\r\n"
                + bodysBeginning);
    assertThat(answer).startsWith("HTTP/1.1 401");
    assertProblem(answer, "missing_key");
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/v1/orders/events/ack",
    "POST,/v1/webhooks/endpoints",
    "DELETE,/v1/second-factor",
    "GET,/v1/orders/events"
  })
  void a_character_set_that_there_is_not_is_no_defect(String method, String path)
      throws IOException {
    String answer =
        send(
            method
                + " "
                + path
                + " HTTP/1.1\r\n"
                + headers()
                + "Content-Type: application/json;charset=nonsense\r\nContent-Length: 2\r\n\r\n{}");
    assertThat(answer).doesNotContain("internal_error").doesNotContain("HTTP/1.1 500");
  }

  /** Jetty keeps fields of a connection, and would find them again whatever their case. */
  @Test
  void a_key_in_other_case_is_another_one_on_the_same_connection_too() throws IOException {
    String request = "GET /v1/orders/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ";
    String last = "\r\nConnection: close\r\n\r\n";
    String answers =
        send(request + key + "\r\n\r\n" + request + key.toUpperCase(Locale.ROOT) + last);
    assertThat(answers).startsWith("HTTP/1.1 200");
    assertThat(answers.substring(12)).contains("HTTP/1.1 401").contains("invalid_key");
  }

  @Test
  void a_request_that_waits_longer_than_the_idle_timeout_is_answered() throws IOException {
    String newest = PartnerPort.id("acme", 3);
    String answer =
        send(
            "GET /v1/orders/events?newer_than="
                + newest
                + " HTTP/1.1\r\n"
                + headers()
                + "Prefer: wait=5\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 200").contains("Preference-Applied: wait=5");
  }

  private String headers() {
    return "Host: x\r\nConnection: close\r\nAuthorization: Bearer " + key + "\r\n";
  }

  private Socket socket() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private String send(String request) throws IOException {
    try (Socket socket = socket()) {
      try {
        OutputStream out = socket.getOutputStream();
        out.write(request.getBytes(ISO_8859_1));
        out.flush();
      } catch (SocketException e) {
        // It was refused before it was sent completely; the answer is there all the same.
      }
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private static void assertProblem(String answer, String code) {
    assertThat(answer).contains("application/problem+json").contains("\"code\":\"" + code + "\"");
    assertThat(answer).doesNotContain("Exception").doesNotContain("\tat ");
  }
}
