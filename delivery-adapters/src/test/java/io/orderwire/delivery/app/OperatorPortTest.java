package io.orderwire.delivery.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.testkit.Drip;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operators' port as it is, by bare sockets: no client sends addresses such as these. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorPortTest {
  private static final String TOKEN = "owa_0123456789abcdef0123456789abcdef";
  private static final String AUTHORIZED = "Authorization: Bearer " + TOKEN + "\r\n";
  private static final int PATIENCE_MILLIS = 60_000;

  private PartnerPort port;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    Path token = Files.writeString(directory.resolve("token"), TOKEN);
    port =
        PartnerPort.start(
            "management.server.port=0",
            "orderwire.admin.token-file=" + token,
            "server.jetty.connection-idle-timeout=2s",
            "orderwire.connections.body=1s");
    port.partner("acme");
  }

  @AfterAll
  void stop() {
    port.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin/v1/partners",
        "/%61dmin/v1/partners",
        "/admin;x/v1/partners",
        "/;x/admin/v1/partners",
        "//admin/v1/partners",
        "/./admin/v1/partners",
        "/x/../admin/v1/partners",
        "/actuator/../admin/v1/partners",
        "/actuator/%2e%2e/admin/v1/partners",
        "/actuator/health/../../admin/v1/partners",
        "/actuator/health;x/../../admin/v1/partners",
        "/openapi.yaml/../admin/v1/partners",
        "/error/../admin/v1/partners",
        "/admin/v1/partners/",
        "/ADMIN/v1/partners",
        "/actuator/heapdump",
        "/nothing"
      })
  void without_the_token_no_spelling_of_an_address_opens(String path) throws IOException {
    for (String method : new String[] {"GET", "POST", "OPTIONS"}) {
      String answer = send(method, path, "");
      assertThat(answer.substring(9, 12)).as(answer).isIn("400", "401", "404");
      assertThat(answer).doesNotContain("\"partners\"").doesNotContain("partner_id");
    }
  }

  @Test
  void without_the_token_the_usual_address_says_what_is_missing() throws IOException {
    assertThat(send("GET", "/%61dmin/v1/partners", ""))
        .startsWith("HTTP/1.1 401")
        .contains("\"code\":\"missing_key\"");
  }

  @Test
  void with_the_token_partners_are_listed() throws IOException {
    assertThat(send("GET", "/admin/v1/partners", "Authorization: Bearer " + TOKEN + "\r\n"))
        .startsWith("HTTP/1.1 200")
        .containsOnlyOnce("Cache-Control: no-store\r\n")
        .contains("\"partners\":[");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator/health",
        "/actuator/health/liveness",
        "/actuator/prometheus",
        "/openapi.yaml",
        "/asyncapi.yaml"
      })
  void health_metrics_and_descriptions_need_no_token(String path) throws IOException {
    assertThat(send("GET", path, "")).doesNotStartWith("HTTP/1.1 4");
  }

  /** Wherever a client puts them: a name in the metrics is a route that there is. */
  @Test
  void no_secret_is_in_the_metrics() throws IOException {
    String key = port.partner("metered");
    for (String path :
        new String[] {"/v1/orders/events?token=" + key, "/v1/orders/" + key, "/" + key}) {
      port.get(key, path);
    }
    send("GET", "/admin/v1/partners/" + TOKEN, AUTHORIZED);
    send("GET", "/actuator/" + TOKEN, AUTHORIZED);
    send(TOKEN, "/admin/v1/partners", AUTHORIZED);
    await()
        .untilAsserted(
            () ->
                assertThat(send("GET", "/actuator/prometheus", ""))
                    .startsWith("HTTP/1.1 200")
                    .containsPattern("http_server_requests_seconds_count\\{.*status=\"404\""));
    assertThat(send("GET", "/actuator/prometheus", "")).doesNotContain(key, TOKEN);
  }

  @Test
  void a_body_of_nobodys_is_refused_before_it_is_read() throws IOException {
    for (String type : new String[] {"application/x-www-form-urlencoded", "application/json"}) {
      String form = "Content-Type: " + type + "\r\nContent-Length: 1000000000\r\n";
      for (String method : new String[] {"PUT", "PATCH", "DELETE", "POST"}) {
        assertThat(send(method, "/admin/v1/partners", form)).startsWith("HTTP/1.1 401");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /admin/v1/partners/a%2Fb HTTP/1.1|400|bad_request",
        "GET /admin/v1/partners/%zz HTTP/1.1|400|bad_request",
        "GET /admin/v1/partners HTTP/9.9|400|bad_request",
        "GET /admin/v1/partners HTTP/2.0|400|bad_request",
        "TRACE /admin/v1/partners HTTP/1.1|405|method_not_allowed",
        "PUT /admin/v1/partners HTTP/1.1|405|method_not_allowed",
        "GET /error HTTP/1.1|404|not_found",
        "GET /%65rror HTTP/1.1|404|not_found",
        "GET /nothing HTTP/1.1|404|not_found",
        "nonsense|400|bad_request",
      })
  void what_is_refused_anywhere_is_refused_by_a_problem_document(
      String line, String status, String code) throws IOException {
    String answer = exchange(line + "\r\nHost: x\r\nConnection: close\r\n" + AUTHORIZED + "\r\n");
    assertProblem(answer, status, code);
  }

  @Test
  void a_target_and_a_header_that_are_too_long_are_refused_by_a_problem_document()
      throws IOException {
    String end = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + AUTHORIZED;
    assertProblem(exchange("GET /" + "a".repeat(100_000) + end + "\r\n"), "414", "uri_too_long");
    String fields = "X-A: y\r\n".repeat(10_000);
    assertProblem(exchange("GET /a" + end + fields + "\r\n"), "431", "headers_too_large");
  }

  @Test
  void an_expectation_that_nobody_knows_is_refused_by_a_problem_document() throws IOException {
    String answer = send("GET", "/admin/v1/partners", AUTHORIZED + "Expect: 200-ok\r\n");
    assertProblem(answer, "400", "bad_request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "", "a b", "\u00e4"})
  void a_character_set_that_there_is_not_is_no_defect(String charset) throws IOException {
    String type = "Content-Type: application/json;charset=" + charset + "\r\n";
    String answer =
        send("DELETE", "/admin/v1/partners/acme/webhooks/endpoints/we_x", AUTHORIZED + type);
    assertThat(answer.substring(9, 12)).as(answer).isIn("404", "415");
    assertThat(answer).contains("application/problem+json");
  }

  /** Jetty keeps fields of a connection, and would find them again whatever their case. */
  @Test
  void a_token_in_other_case_is_another_one_on_the_same_connection_too() throws IOException {
    String request = "GET /admin/v1/partners HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ";
    String last = "\r\nConnection: close\r\n\r\n";
    String answers =
        exchange(request + TOKEN + "\r\n\r\n" + request + TOKEN.toUpperCase(Locale.ROOT) + last);
    assertThat(answers).startsWith("HTTP/1.1 200");
    assertThat(answers.substring(12)).contains("HTTP/1.1 401").contains("invalid_key");
  }

  @Test
  void a_description_is_given_as_a_whole() throws IOException {
    assertThat(send("GET", "/openapi.yaml", "Range: bytes=0-0\r\n"))
        .satisfiesAnyOf(
            answer -> assertThat(answer).startsWith("HTTP/1.1 200"),
            answer -> assertThat(answer).startsWith("HTTP/1.1 404"));
  }

  @Test
  void a_body_that_is_cut_is_no_defect() throws IOException {
    String answer =
        exchange(
            "POST /admin/v1/partners/acme/history/erase HTTP/1.1\r\nHost: x\r\n"
                + AUTHORIZED
                + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"al");
    assertProblem(answer, "408", "request_timeout");
  }

  /** One where Spring reads the body, and one where the service does. */
  @ParameterizedTest
  @ValueSource(strings = {"history/erase", "webhooks/endpoints"})
  void a_body_that_comes_byte_by_byte_is_no_defect(String path) throws Exception {
    try (Socket socket = slow(path);
        Drip _ = new Drip(socket.getOutputStream(), ' ', Duration.ofMillis(100))) {
      String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      assertProblem(answer, "408", "request_timeout");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"history/erase", "webhooks/endpoints"})
  void a_body_that_stops_is_no_defect(String path) throws IOException {
    try (Socket socket = slow(path)) {
      String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      assertProblem(answer, "408", "request_timeout");
    }
  }

  /** A connection that has sent a request with the beginning of its body. */
  private Socket slow(String path) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.operatorPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    String head = "POST /admin/v1/partners/acme/" + path + " HTTP/1.1\r\nHost: x\r\n" + AUTHORIZED;
    String fields = "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n";
    socket.getOutputStream().write((head + fields + "{").getBytes(ISO_8859_1));
    return socket;
  }

  /** The type of problem documents, too: a JSON object that is none must not be said to be one. */
  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/problem+json"})
  void what_cannot_be_answered_is_not_done(String type) throws IOException {
    String body = "{\"partner_id\":\"never\",\"name\":\"Never\"}";
    String request =
        " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + AUTHORIZED
            + "Accept: %s\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    String add = "POST /admin/v1/partners" + request;
    assertProblem(exchange(add.formatted(type)), "406", "not_acceptable");
    assertProblem(send("GET", "/admin/v1/partners/never", AUTHORIZED), "404", "not_found");
    String trim = "POST /admin/v1/partners/acme/history/trim" + request;
    assertProblem(exchange(trim.formatted(type)), "406", "not_acceptable");
    assertThat(send("GET", "/admin/v1/partners", AUTHORIZED + "Accept: " + type + ", */*\r\n"))
        .startsWith("HTTP/1.1 200")
        .contains("Content-Type: application/json");
  }

  private static void assertProblem(String answer, String status, String code) {
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status)
        .contains("application/problem+json")
        .contains("\"code\":\"" + code + "\"")
        .doesNotContain("html", TOKEN);
  }

  /** Sends it, and nothing more. */
  private String exchange(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.operatorPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      try {
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        socket.shutdownOutput();
      } catch (SocketException e) {
        // It was refused before all of it was sent.
      }
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private String send(String method, String path, String headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.operatorPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      String request =
          method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
