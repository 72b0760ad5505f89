package io.orderwire.delivery.webhook.sending;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key with a certificate that nobody else vouches for. */
public final class SelfSigned {
  private static final String ALIAS = "own";
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final KeyStore keys;

  private SelfSigned(KeyStore keys) {
    this.keys = keys;
  }

  /** For a name; made by the JDK's keytool. */
  public static SelfSigned forHost(String host)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path directory = Files.createTempDirectory("self-signed");
    Path file = directory.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD),
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + host,
                "-ext",
                "san=dns:" + host)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException(Files.readString(directory.resolve("log")));
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    return new SelfSigned(keys);
  }

  /** Presents the certificate, and trusts no other. */
  public SSLContext context() {
    return contextTrusting(this);
  }

  /** Presents the certificate, and trusts one other. */
  public SSLContext contextTrusting(SelfSigned other) {
    try {
      KeyManagerFactory own =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      own.init(keys, PASSWORD);
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      trusted.setCertificateEntry(ALIAS, other.keys.getCertificate(ALIAS));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The certificate in PEM (RFC 7468). */
  public String certificate() throws GeneralSecurityException {
    return pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
  }

  /** The private key in PEM: PKCS #8 without encryption. */
  public String privateKey() throws GeneralSecurityException {
    return pem("PRIVATE KEY", keys.getKey(ALIAS, PASSWORD).getEncoded());
  }

  private static String pem(String label, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
  }
}
