package io.orderwire.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderwire.embedded.LocalAuthority;
import io.orderwire.embedded.LocalAuthority.Issued;
import io.orderwire.tls.Clients.Served;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jetty.JettyWebServer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** A service's port, with HTTP/2, and its management port, by real handshakes. */
@ExtendWith(OutputCaptureExtension.class)
final class ListenersTest {
  private static final String LAST_CHUNK = "\r\n0\r\n\r\n";

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int HANDSHAKE = 22;
  private static final int ALERT = 21;
  private static final int PROTOCOL_VERSION = 70;

  @TempDir private static Path directory;

  private static LocalAuthority authority;
  private static Issued first;
  private static Issued second;
  private static Path certificate;
  private static Path key;
  private static SSLContext client;
  private static SSLContext known;
  private static ConfigurableApplicationContext context;
  private static int port;
  private static int management;

  @BeforeAll
  static void start() throws Exception {
    authority = LocalAuthority.in(directory.resolve("authority"));
    first = authority.issue("first");
    second = authority.issue("second");
    certificate = directory.resolve("served.pem");
    key = directory.resolve("served.key");
    replace(first.certificate(), first.key());
    client = Clients.trusting(authority.certificate(), Optional.empty());
    known = Clients.trusting(authority.certificate(), Optional.of(second));
    context =
        SpringApplication.run(
            Service.class,
            "--server.address=127.0.0.1",
            "--server.port=0",
            "--server.http2.enabled=true",
            "--server.ssl.bundle=served",
            "--management.server.address=127.0.0.1",
            "--management.server.port=0",
            "--management.server.ssl.bundle=operators",
            "--management.server.ssl.client-auth=need",
            "--spring.ssl.bundle.watch.file.quiet-period=50ms",
            "--spring.ssl.bundle.pem.served.reload-on-update=true",
            "--spring.ssl.bundle.pem.served.keystore.certificate=" + certificate,
            "--spring.ssl.bundle.pem.served.keystore.private-key=" + key,
            "--spring.ssl.bundle.pem.operators.reload-on-update=true",
            "--spring.ssl.bundle.pem.operators.keystore.certificate=" + certificate,
            "--spring.ssl.bundle.pem.operators.keystore.private-key=" + key,
            "--spring.ssl.bundle.pem.operators.truststore.certificate=" + authority.certificate());
    port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    management =
        context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  @BeforeEach
  void serve_the_first() throws Exception {
    replace(first.certificate(), first.key());
    awaitServed("CN=first");
  }

  @Test
  void new_files_are_served_on_both_ports_without_a_restart() throws Exception {
    try (SSLSocket before = Clients.connected(client, port)) {
      replace(second.certificate(), second.key());
      awaitServed("CN=second");
      assertThat(before.getSession().isValid()).isTrue();
    }
    assertThat(get(client, port, "/")).isEqualTo("hello over HTTP_2");
    assertThat(get(known, management, "/actuator/health")).contains("UP").endsWith("HTTP_2");
  }

  @Test
  void one_connection_goes_on_when_files_are_replaced() throws Exception {
    try (SSLSocket before = Clients.connectedByHttp1(known, management)) {
      assertThat(answer(before)).startsWith("HTTP/1.1 200");
      replace(second.certificate(), second.key());
      awaitServed("CN=second");
      assertThat(answer(before)).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void a_key_of_another_certificate_is_not_served(CapturedOutput output) throws Exception {
    replace(second.certificate(), first.key());
    await().atMost(LONG).until(() -> refusals(output) >= 2);
    assertThat(Clients.served(client, port).subject()).isEqualTo("CN=first");
    assertThat(Clients.served(known, management).subject()).isEqualTo("CN=first");
    assertThat(output.getAll())
        .contains("ERROR")
        .contains("the private key is not the certificate's");
    replace(second.certificate(), second.key());
    awaitServed("CN=second");
  }

  @Test
  void files_that_are_none_are_not_served(CapturedOutput output) throws Exception {
    Files.writeString(
        certificate, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    await()
        .atMost(LONG)
        .until(() -> refusals(output) >= 2 || output.getAll().contains("Unexpected SSL reload"));
    assertThat(Clients.served(client, port).subject()).isEqualTo("CN=first");
    assertThat(Clients.served(known, management).subject()).isEqualTo("CN=first");
    assertThat(output.getAll())
        .contains("ERROR")
        .doesNotContain(Files.readString(key).lines().toList().get(1));
  }

  @Test
  void both_ports_speak_tls_1_2_and_1_3() throws Exception {
    for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
      assertThat(Clients.served(client, port, protocol))
          .isEqualTo(new Served("CN=first", protocol, "h2"));
      assertThat(Clients.served(known, management, protocol).protocol()).isEqualTo(protocol);
    }
  }

  @Test
  void older_protocols_are_refused() throws Exception {
    for (int at : new int[] {port, management}) {
      for (int minor : new int[] {1, 2}) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), at)) {
          socket.getOutputStream().write(hello(minor));
          byte[] answer = socket.getInputStream().readNBytes(7);
          assertThat(answer[0]).isEqualTo((byte) ALERT);
          assertThat(answer[6]).isEqualTo((byte) PROTOCOL_VERSION);
        }
      }
    }
    // The JDK refuses them too, unless its security properties were changed.
    assertThat(context().getIncludeProtocols()).containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
  }

  @Test
  void an_older_protocol_in_the_settings_ends_the_start() {
    assertThatThrownBy(
            () ->
                SpringApplication.run(
                    Service.class,
                    "--server.address=127.0.0.1",
                    "--server.port=0",
                    "--management.server.port=-1",
                    "--server.ssl.bundle=served",
                    "--spring.ssl.bundle.pem.served.options.enabled-protocols=TLSv1.1,TLSv1.2",
                    "--spring.ssl.bundle.pem.served.keystore.certificate=" + certificate,
                    "--spring.ssl.bundle.pem.served.keystore.private-key=" + key))
        .hasStackTraceContaining("TLSv1.1 is not offered");
  }

  @Test
  void a_client_that_does_not_trust_the_authority_sends_nothing() throws Exception {
    LocalAuthority other = LocalAuthority.in(directory.resolve("other"));
    SSLContext stranger = Clients.trusting(other.certificate(), Optional.empty());
    assertThatThrownBy(() -> Clients.served(stranger, port))
        .isInstanceOf(SSLHandshakeException.class);
    assertThatThrownBy(() -> get(stranger, management, "/actuator/health"))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void plain_http_is_not_served() throws Exception {
    for (int at : new int[] {port, management}) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), at)) {
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1));
        assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
            .doesNotContain("HTTP/1.1 200");
      }
    }
  }

  @Test
  void a_port_that_needs_client_certificates_takes_the_authority_s_only() throws Exception {
    LocalAuthority other = LocalAuthority.in(directory.resolve("other"));
    Issued strange = other.issue("stranger");
    for (Optional<Issued> own : List.of(Optional.<Issued>empty(), Optional.of(strange))) {
      SSLContext without = Clients.trusting(authority.certificate(), own);
      assertThatThrownBy(() -> get(without, management, "/actuator/health"))
          .isInstanceOf(IOException.class);
    }
    assertThat(get(known, management, "/actuator/health")).contains("UP");
  }

  private static SslContextFactory.Server context() {
    var server =
        ((JettyWebServer)
                java.util.Objects.requireNonNull(
                    ((ServletWebServerApplicationContext) context).getWebServer()))
            .getServer();
    return server
        .getConnectors()[0]
        .getConnectionFactory(SslConnectionFactory.class)
        .getSslContextFactory();
  }

  private static long refusals(CapturedOutput output) {
    return output.getAll().lines().filter(line -> line.contains("cannot be used")).count();
  }

  @Test
  void browsers_are_told_to_come_by_tls_only() throws Exception {
    try (SSLSocket socket = Clients.connectedByHttp1(known, management)) {
      assertThat(answer(socket)).contains("Strict-Transport-Security: max-age=31536000\r\n");
    }
  }

  private static void awaitServed(String subject) {
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              assertThat(Clients.served(client, port).subject()).isEqualTo(subject);
              assertThat(Clients.served(known, management).subject()).isEqualTo(subject);
            });
  }

  private static void replace(Path newCertificate, Path newKey) throws IOException {
    Files.copy(newKey, key, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(newCertificate, certificate, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String get(SSLContext with, int at, String path) throws Exception {
    try (HttpClient http = HttpClient.newBuilder().sslContext(with).build()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + at + path)).build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return answer.body() + " over " + answer.version();
    }
  }

  private static String answer(SSLSocket socket) throws IOException {
    socket
        .getOutputStream()
        .write("GET /actuator/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(ISO_8859_1));
    StringBuilder answer = new StringBuilder();
    int next = socket.getInputStream().read();
    while (next >= 0) {
      answer.append((char) next);
      if (answer.indexOf(LAST_CHUNK) >= 0) {
        break;
      }
      next = socket.getInputStream().read();
    }
    return answer.toString();
  }

  /** A client's greeting of TLS 1.0 (minor version 1) or 1.1 (2): RFC 4346, 7.4.1.2. */
  private static byte[] hello(int minor) {
    List<Integer> body = new ArrayList<>(List.of(3, minor));
    for (int i = 0; i < 32; i++) {
      body.add(i);
    }
    body.add(0); // no session
    body.addAll(List.of(0, 6, 0xc0, 0x09, 0xc0, 0x13, 0x00, 0x2f)); // cipher suites
    body.addAll(List.of(1, 0)); // no compression
    List<Integer> record = new ArrayList<>(List.of(HANDSHAKE, 3, minor, 0, body.size() + 4));
    record.addAll(List.of(1, 0, 0, body.size()));
    record.addAll(body);
    byte[] bytes = new byte[record.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = record.get(i).byteValue();
    }
    return bytes;
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Service {
    @Bean
    RouterFunction<ServerResponse> hello() {
      return RouterFunctions.route().GET("/", request -> ServerResponse.ok().body("hello")).build();
    }
  }
}
