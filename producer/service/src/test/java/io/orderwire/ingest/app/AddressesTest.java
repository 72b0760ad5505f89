package io.orderwire.ingest.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Both ports as they are, by bare sockets: no client sends addresses such as these. */
class AddressesTest {

  private static ConfigurableApplicationContext context;

  @BeforeAll
  static void start() {
    context =
        SpringApplication.run(
            HttpSide.App.class,
            "--server.port=0",
            "--management.server.port=0",
            "--management.endpoint.health.validate-group-membership=false");
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  private static int port(String name) {
    return context.getEnvironment().getRequiredProperty(name, Integer.class);
  }

  private static String send(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private static String post(String path, String headers, String body) throws IOException {
    return send(
        port("local.server.port"),
        "POST "
            + path
            + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
            + headers
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/events",
        "/%76%31/events",
        "/v1;x/events",
        "/;x/v1/events",
        "//v1/events",
        "/./v1/events",
        "/x/../v1/events",
        "/openapi.yaml/../v1/events",
        "/error/../v1/events",
        "/%2e/v1/events",
        "/V1/events"
      })
  void no_spelling_of_an_address_opens_without_the_key(String path) throws IOException {
    String answer = post(path, "Content-Type: application/json\r\n", HttpSide.event(1));

    assertThat(answer.substring(9, 12)).as(answer).isIn("400", "401");
    assertThat(context.getBean(FakeService.class).published).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void a_form_without_the_key_is_refused_before_it_is_read(String method) throws IOException {
    assertThat(
            send(
                port("local.server.port"),
                method
                    + " /v1/events HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\n"
                    + "Content-Length: 1000000000\r\n\r\na="))
        .startsWith("HTTP/1.1 401");
  }

  @Test
  void the_description_needs_no_key() throws IOException {
    assertThat(
            send(
                port("local.server.port"),
                "GET /openapi.yaml HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
        .doesNotStartWith("HTTP/1.1 401");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/actuator/health/liveness", "/actuator/prometheus"})
  void health_and_metrics_on_their_own_port_need_no_key(String path) throws IOException {
    assertThat(
            send(
                port("local.management.port"),
                "GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
  }
}
