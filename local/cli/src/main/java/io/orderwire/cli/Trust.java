package io.orderwire.cli;

import io.orderwire.embedded.PemTrust;
import java.net.URLConnection;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/**
 * How a local system is spoken to: with TLS and its own authority where it was started with {@code
 * up --secure}, else in the clear.
 */
public final class Trust {
  /** A system without TLS, or one elsewhere, which the JDK trusts or not. */
  public static final Trust USUAL = new Trust(Optional.empty());

  private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(5);

  private final Optional<Path> authority;
  private final Optional<SSLContext> context;

  private Trust(Optional<Path> authority) {
    this.authority = authority;
    this.context = authority.map(PemTrust::of);
  }

  /** Where the secrets of a system's TLS lie, with its authority's {@code ca.pem}. */
  public static Path directory(Path data) {
    return data.resolve("secrets").resolve("tls");
  }

  /** That of the system in a data directory. */
  public static Trust in(Path data) {
    Path file = directory(data).resolve("ca.pem");
    return Files.isRegularFile(file) ? new Trust(Optional.of(file)) : USUAL;
  }

  /** Whether the system has TLS. */
  public boolean isSecure() {
    return authority.isPresent();
  }

  /** The authority's certificate. */
  public Optional<Path> authority() {
    return authority;
  }

  /** What a client of the system opens connections with, if it has TLS. */
  public Optional<SSLContext> context() {
    return context;
  }

  /** A client of HTTP/1.1. */
  public HttpClient client() {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTED_WITHIN);
    context.ifPresent(client::sslContext);
    return client.build();
  }

  void prepare(URLConnection connection) {
    if (connection instanceof HttpsURLConnection secured) {
      context.ifPresent(own -> secured.setSSLSocketFactory(own.getSocketFactory()));
    }
  }
}
