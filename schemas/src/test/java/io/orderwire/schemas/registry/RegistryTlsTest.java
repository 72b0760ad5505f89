package io.orderwire.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.orderwire.embedded.LocalAuthority;
import io.orderwire.embedded.LocalAuthority.Issued;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that is reached by https, with a certificate of an authority of one's own. */
final class RegistryTlsTest {
  private static final String AUTH = "user:geheim";

  @TempDir private static Path directory;

  private static LocalAuthority authority;
  private static HttpsServer server;
  private static final List<String> SEEN = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    authority = LocalAuthority.in(directory.resolve("authority"));
    Issued issued = authority.issue("registry", "dns:localhost");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    String key =
        Files.readString(issued.key()).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    try (InputStream in = Files.newInputStream(issued.certificate())) {
      store.setKeyEntry(
          "own",
          KeyFactory.getInstance("EC")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key))),
          new char[0],
          CertificateFactory.getInstance("X.509")
              .generateCertificates(in)
              .toArray(new Certificate[0]));
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          SEEN.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          byte[] answer = "{\"schema\":\"\\\"string\\\"\"}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  @Test
  void is_asked_with_credentials_where_its_certificate_is_trusted() {
    SEEN.clear();
    try (HttpRegistryClient client =
        new HttpRegistryClient(at("localhost", RegistryTrust.pem(authority.certificate())))) {
      assertThat(client.byId(1)).isEqualTo(Schema.create(Schema.Type.STRING));
    }
    assertThat(SEEN)
        .containsExactly(
            "Basic " + Base64.getEncoder().encodeToString(AUTH.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void is_told_no_credentials_where_it_is_not_trusted_or_is_another_host() {
    SEEN.clear();
    LocalAuthority other = LocalAuthority.in(directory.resolve("other"));
    for (RegistrySettings settings :
        List.of(
            at("localhost", null),
            at("localhost", RegistryTrust.pem(other.certificate())),
            at("127.0.0.1", RegistryTrust.pem(authority.certificate())))) {
      try (HttpRegistryClient client = new HttpRegistryClient(settings)) {
        assertThatThrownBy(() -> client.byId(1))
            .isInstanceOf(RegistryException.Unavailable.class)
            .message()
            .doesNotContain("geheim");
      }
    }
    assertThat(SEEN).isEmpty();
  }

  @Test
  void trust_that_cannot_be_read_is_told_at_once() throws Exception {
    Path none = Files.writeString(directory.resolve("none.pem"), "nothing");
    assertThatThrownBy(() -> new HttpRegistryClient(at("localhost", RegistryTrust.pem(none))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none.pem");
    assertThat(new RegistryTrust(none, "JKS", "geheim").toString()).doesNotContain("geheim");
  }

  private static RegistrySettings at(
      String host, @org.jspecify.annotations.Nullable RegistryTrust trust) {
    return RegistrySettings.of("https://" + host + ":" + server.getAddress().getPort(), AUTH)
        .withRetries(Retries.NONE)
        .withTrust(trust);
  }
}
