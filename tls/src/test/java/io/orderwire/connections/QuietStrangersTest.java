package io.orderwire.connections;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class QuietStrangersTest {
  private static final String LONG = "a".repeat(20_000);

  /** Each with what it is answered. U+009B begins an escape sequence of a terminal. */
  private static final Map<String, Integer> OF_ANY_PORT =
      Map.of(
          "GET / HTTP/1.1\r\nHost: stranger\u009b:x",
          400,
          "GET / HTTP/1.1\r\nHost: stranger:99999",
          400,
          "GET / HTTP/1.1\r\nHost: x\r\nHost: \u009b2Jstranger",
          400,
          "GET /stranger HTTP/1.1\r\nHost: x",
          404,
          "TRACE /stranger HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer stranger",
          404,
          "GET /" + LONG + " HTTP/1.1\r\nHost: x",
          414,
          "GET / HTTP/1.1\r\nHost: x\r\nStranger: " + LONG,
          431);

  /** HTTP/2 after HTTP/1.1, with settings that are none. */
  private static final String UPGRADE =
      "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n"
          + "Connection: Upgrade, HTTP2-Settings";

  @Test
  void nothing_that_they_send_is_in_the_log(CapturedOutput output) throws IOException {
    try (BoundedService service = BoundedService.start()) {
      for (int port : new int[] {service.port(), service.managementPort()}) {
        for (Map.Entry<String, Integer> request : OF_ANY_PORT.entrySet()) {
          assertThat(answer(service, port, request.getKey()))
              .startsWith("HTTP/1.1 " + request.getValue());
        }
        answer(service, port, UPGRADE);
      }
      String unknownMethod = "STRANGER /actuator/health HTTP/1.1\r\nHost: x";
      assertThat(answer(service, service.managementPort(), unknownMethod))
          .startsWith("HTTP/1.1 405");
    }
    assertThat(output).doesNotContainIgnoringCase("stranger");
    assertThat(output).doesNotContain("99999", " WARN ").contains("Started");
  }

  private static String answer(BoundedService service, int port, String request)
      throws IOException {
    try (Socket socket = service.socket(port)) {
      RawClient.send(socket, request + "\r\nConnection: close\r\n\r\n");
      return RawClient.rest(socket);
    }
  }
}
