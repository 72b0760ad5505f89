package io.orderwire.connections;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On all answers, whoever gives them. */
class SecurityFieldsTest {
  private static BoundedService service;

  @BeforeAll
  static void start() {
    service = BoundedService.start();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1",
        "HEAD / HTTP/1.1",
        "GET /nothing HTTP/1.1",
        "DELETE / HTTP/1.1",
        "GET /actuator/health HTTP/1.1",
        "GET /%zz HTTP/1.1",
        "GET /../.. HTTP/1.1",
        "GET / HTTP/9.9",
        "nonsense"
      })
  void are_there(String line) throws IOException {
    for (int port : new int[] {service.port(), service.managementPort()}) {
      try (Socket socket = service.socket(port)) {
        RawClient.send(socket, line + "\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        assertThat(RawClient.rest(socket))
            .startsWith("HTTP/1.1 ")
            .containsOnlyOnce("X-Content-Type-Options: nosniff\r\n")
            .containsOnlyOnce(
                "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n")
            .doesNotContain("Strict-Transport-Security");
      }
    }
  }
}
