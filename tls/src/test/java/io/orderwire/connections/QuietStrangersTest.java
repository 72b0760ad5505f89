package io.orderwire.connections;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class QuietStrangersTest {
  /** U+009B begins an escape sequence of a terminal. */
  @Test
  void nothing_that_they_send_is_in_the_log(CapturedOutput output) throws IOException {
    try (BoundedService service = BoundedService.start()) {
      for (int port : new int[] {service.port(), service.managementPort()}) {
        assertThat(answer(service, port, "GET / HTTP/1.1\r\nHost: stranger\u009b:x"))
            .startsWith("HTTP/1.1 400");
        assertThat(answer(service, port, "GET / HTTP/1.1\r\nHost: stranger:99999"))
            .startsWith("HTTP/1.1 400");
        assertThat(answer(service, port, "GET /stranger HTTP/1.1\r\nHost: x"))
            .startsWith("HTTP/1.1 404");
      }
    }
    assertThat(output).doesNotContain("stranger", "99999").contains("Started");
  }

  private static String answer(BoundedService service, int port, String request)
      throws IOException {
    try (Socket socket = service.socket(port)) {
      RawClient.send(socket, request + "\r\nConnection: close\r\n\r\n");
      return RawClient.rest(socket);
    }
  }
}
