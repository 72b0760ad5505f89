package io.orderwire.delivery.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.delivery.history.Owners;
import io.orderwire.delivery.history.Owners.Owner;
import io.orderwire.embedded.LocalAuthority;
import io.orderwire.embedded.LocalAuthority.Issued;
import io.orderwire.tls.PeerTls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.SslBundles;

/** The partners' port, the operators' port and what goes between instances, with TLS. */
final class TlsTest {
  private static final String EVENTS = "/v1/orders/events";
  private static final String TOKEN = "owa_0123456789abcdef0123456789abcdef";
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir private static Path directory;

  private static LocalAuthority authority;
  private static Path certificate;
  private static Path key;
  private static HttpClient client;
  private static PartnerPort port;
  private static String acme;

  @BeforeAll
  static void start() throws Exception {
    authority = LocalAuthority.in(directory.resolve("authority"));
    certificate = directory.resolve("served.pem");
    key = directory.resolve("served.key");
    serve(authority.issue("first"));
    client = client();
    Path token = Files.writeString(directory.resolve("token"), TOKEN);
    port =
        PartnerPort.start(
            "server.ssl.bundle=served",
            "management.server.port=0",
            "management.server.ssl.bundle=served",
            "orderwire.admin.token-file=" + token,
            "spring.ssl.bundle.watch.file.quiet-period=50ms",
            "spring.ssl.bundle.pem.served.reload-on-update=true",
            "spring.ssl.bundle.pem.served.keystore.certificate=" + certificate,
            "spring.ssl.bundle.pem.served.keystore.private-key=" + key,
            "spring.ssl.bundle.pem.served.truststore.certificate=" + authority.certificate());
    acme = port.partner("acme");
    port.created("acme", 3);
  }

  @AfterAll
  static void stop() {
    client.shutdownNow();
    port.close();
  }

  @Test
  void both_ports_serve_new_certificates_and_a_stream_goes_on() throws Exception {
    HttpResponse<Stream<String>> stream =
        client.send(request(port.port(), EVENTS + "/stream", acme), BodyHandlers.ofLines());
    Iterator<String> lines = stream.body().iterator();
    assertThat(stream.version()).isEqualTo(HttpClient.Version.HTTP_2);

    serve(authority.issue("second"));

    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              assertThat(subject(port.port())).isEqualTo("CN=second");
              assertThat(subject(port.operatorPort())).isEqualTo("CN=second");
            });
    port.created("acme", 1);
    String line = lines.next();
    while (!line.startsWith("id:")) {
      line = lines.next();
    }
    assertThat(line).startsWith("id: ");
  }

  @Test
  void pages_are_served_over_http_1_and_http_2() throws Exception {
    HttpResponse<String> two =
        client.send(request(port.port(), EVENTS + "?limit=2", acme), BodyHandlers.ofString());
    assertThat(two.statusCode()).isEqualTo(200);
    assertThat(two.version()).isEqualTo(HttpClient.Version.HTTP_2);
    HttpRequest plain =
        HttpRequest.newBuilder(request(port.port(), EVENTS + "?limit=2", acme), (_, _) -> true)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    assertThat(client.send(plain, BodyHandlers.ofString()).body()).isEqualTo(two.body());
  }

  @Test
  void operators_are_served() throws Exception {
    HttpResponse<String> partners =
        client.send(
            request(port.operatorPort(), "/admin/v1/partners", TOKEN), BodyHandlers.ofString());
    assertThat(partners.statusCode()).as(partners.body()).isEqualTo(200);
  }

  @Test
  void what_another_instance_has_is_asked_for_by_tls() throws Exception {
    var tls = PeerTls.of("served", port.part(SslBundles.class));
    try (FrontInstance front = front("127.0.0.1", Optional.of(tls));
        HttpClient near = HttpClient.newHttpClient()) {
      HttpResponse<String> passed =
          near.send(
              plain(front.port(), EVENTS + "?limit=1&newer_than=" + PartnerPort.id("acme", 0)),
              BodyHandlers.ofString());
      assertThat(passed.statusCode()).as(passed.body()).isEqualTo(200);
      assertThat(passed.body()).contains("\"sequence\":1");
    }
  }

  /** 127.0.0.2 reaches the same port, and the certificate does not name it. */
  @Test
  void an_instance_with_a_certificate_for_another_host_is_asked_nothing() throws Exception {
    var tls = PeerTls.of("served", port.part(SslBundles.class));
    try (PartnerPort everywhere =
            PartnerPort.start(
                "server.address=0.0.0.0",
                "server.ssl.bundle=served",
                "spring.ssl.bundle.pem.served.keystore.certificate=" + certificate,
                "spring.ssl.bundle.pem.served.keystore.private-key=" + key);
        FrontInstance front =
            new FrontInstance(
                everywhere,
                _ -> new Owner.Elsewhere(new Owners.Instance("127.0.0.2", everywhere.port())),
                Duration.ZERO,
                Optional.of(tls));
        HttpClient near = HttpClient.newHttpClient()) {
      String other = everywhere.partner("other");
      everywhere.created("other", 1);
      HttpResponse<String> here =
          near.send(
              HttpRequest.newBuilder(plain(front.port(), EVENTS), (_, _) -> true)
                  .setHeader("Authorization", "Bearer " + other)
                  .build(),
              BodyHandlers.ofString());
      // A read that cannot be passed on is answered by what is behind.
      assertThat(here.body()).isEqualTo(FrontInstance.HERE);
    }
  }

  @Test
  void a_handshake_that_does_not_end_is_ended() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.port())) {
      socket.setSoTimeout(60_000);
      // A record that announces 500 bytes and brings one now and then.
      socket.getOutputStream().write(new byte[] {22, 3, 1, 1, (byte) 0xf4, 1});
      Thread dripping = Thread.ofVirtual().start(() -> drip(socket));
      assertThat(end(socket)).isEqualTo(-1);
      dripping.join();
    }
  }

  private static void drip(Socket socket) {
    try {
      for (int i = 0; i < 120; i++) {
        socket.getOutputStream().write(0);
        Thread.sleep(500);
      }
    } catch (IOException | InterruptedException closed) {
      // As it should be.
    }
  }

  /** What comes after the last byte; the server takes its leave with an alert first. */
  private static int end(Socket socket) throws IOException {
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      return socket.getInputStream().read();
    } catch (SocketException reset) {
      return -1;
    }
  }

  private static FrontInstance front(
      String host, Optional<org.eclipse.jetty.util.ssl.SslContextFactory.Client> tls)
      throws Exception {
    return new FrontInstance(
        port, _ -> new Owner.Elsewhere(new Owners.Instance(host, port.port())), Duration.ZERO, tls);
  }

  private static HttpRequest plain(int at, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at + path))
        .header("Authorization", "Bearer " + acme)
        .build();
  }

  private static HttpRequest request(int at, String path, String bearer) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + at + path))
        .header("Authorization", "Bearer " + bearer)
        .build();
  }

  /** With a connection of its own. */
  private static String subject(int at) throws Exception {
    try (HttpClient fresh = client()) {
      HttpResponse<String> answer =
          fresh.send(request(at, "/openapi.yaml", "none"), BodyHandlers.ofString());
      return ((X509Certificate) answer.sslSession().orElseThrow().getPeerCertificates()[0])
          .getSubjectX500Principal()
          .getName();
    }
  }

  private static void serve(Issued issued) throws IOException {
    Files.copy(issued.key(), key, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(issued.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
  }

  private static HttpClient client() throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(authority.certificate())) {
      trusted.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }
}
