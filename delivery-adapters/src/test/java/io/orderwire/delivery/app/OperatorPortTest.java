package io.orderwire.delivery.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operators' port as it is, by bare sockets: no client sends addresses such as these. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorPortTest {
  private static final String TOKEN = "owa_0123456789abcdef0123456789abcdef";
  private static final int PATIENCE_MILLIS = 60_000;

  private PartnerPort port;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    Path token = Files.writeString(directory.resolve("token"), TOKEN);
    port = PartnerPort.start("management.server.port=0", "orderwire.admin.token-file=" + token);
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

  @Test
  void a_body_of_nobodys_is_refused_before_it_is_read() throws IOException {
    for (String type : new String[] {"application/x-www-form-urlencoded", "application/json"}) {
      String form = "Content-Type: " + type + "\r\nContent-Length: 1000000000\r\n";
      for (String method : new String[] {"PUT", "PATCH", "DELETE", "POST"}) {
        assertThat(send(method, "/admin/v1/partners", form)).startsWith("HTTP/1.1 401");
      }
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
