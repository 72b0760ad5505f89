package io.orderwire.schemas.registry;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whose certificates a registry may show, in place of those that the JDK trusts.
 *
 * @param location the file
 * @param type {@code PEM}, or a type of key store that the JDK knows: {@code PKCS12}, {@code JKS}
 * @param password of a key store, or null for none
 */
public record RegistryTrust(Path location, String type, @Nullable String password) {
  private static final String PEM = "PEM";

  public RegistryTrust {
    requireNonNull(location, "location");
    requireNonNull(type, "type");
  }

  /** The certificates in a file in PEM. */
  public static RegistryTrust pem(Path file) {
    return new RegistryTrust(file, PEM, null);
  }

  /**
   * What connections are made with; the file is read now.
   *
   * @throws IllegalArgumentException if the file cannot be used
   */
  SSLContext context() {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "the certificates that the schema registry is trusted by cannot be read from "
              + location
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private KeyStore store() throws IOException, GeneralSecurityException {
    boolean isPem = type.equalsIgnoreCase(PEM);
    KeyStore store = KeyStore.getInstance(isPem ? "PKCS12" : type);
    try (InputStream in = Files.newInputStream(location)) {
      if (!isPem) {
        store.load(in, password == null ? null : password.toCharArray());
        return store;
      }
      store.load(null, null);
      int number = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry(Integer.toString(number++), one);
      }
      if (number == 0) {
        throw new IOException("there is no certificate in it");
      }
      return store;
    }
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "RegistryTrust[" + location + ", " + type + "]";
  }
}
