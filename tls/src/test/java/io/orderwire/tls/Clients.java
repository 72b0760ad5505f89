package io.orderwire.tls;

import io.orderwire.embedded.LocalAuthority.Issued;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** What clients have, and what a handshake brings. */
final class Clients {
  private static final int PATIENCE_MILLIS = 60_000;

  private Clients() {}

  static SSLContext trusting(Path authority, Optional<Issued> own)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", certificates(authority)[0]);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.isEmpty() ? null : managers(own.get()), trust.getTrustManagers(), null);
    return context;
  }

  private static KeyManager[] managers(Issued own) throws IOException, GeneralSecurityException {
    String key =
        Files.readString(own.key()).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "own",
        KeyFactory.getInstance("EC")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key))),
        new char[0],
        certificates(own.certificate()));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    return keys.getKeyManagers();
  }

  static Certificate[] certificates(Path file) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(in)
          .toArray(Certificate[]::new);
    }
  }

  /** Who serves a port now: the subject's name, and the protocol that was agreed on. */
  static Served served(SSLContext client, int port, String... protocols) throws IOException {
    try (SSLSocket socket = connected(client, port, protocols)) {
      X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return new Served(
          shown.getSubjectX500Principal().getName(),
          socket.getSession().getProtocol(),
          socket.getApplicationProtocol());
    }
  }

  static SSLSocket connected(SSLContext client, int port, String... protocols) throws IOException {
    return connected(client, port, List.of("h2", "http/1.1"), protocols);
  }

  /** As {@link #connected}, for who speaks HTTP/1.1 only. */
  static SSLSocket connectedByHttp1(SSLContext client, int port) throws IOException {
    return connected(client, port, List.of("http/1.1"));
  }

  private static SSLSocket connected(
      SSLContext client, int port, List<String> applications, String... protocols)
      throws IOException {
    SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket("127.0.0.1", port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setApplicationProtocols(applications.toArray(String[]::new));
    if (protocols.length > 0) {
      parameters.setProtocols(protocols);
    }
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  record Served(String subject, String protocol, String application) {}
}
