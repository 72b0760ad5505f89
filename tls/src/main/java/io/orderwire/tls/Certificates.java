package io.orderwire.tls;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import org.springframework.boot.ssl.SslBundle;

/** Whether certificates can be served, which the JDK finds out only with the first client. */
final class Certificates {
  private static final byte[] PROBE = {1, 2, 3};

  private Certificates() {}

  /**
   * Looks at the bundle's own certificates.
   *
   * @throws GeneralSecurityException if one is not valid now, has no key, or another one's: one
   *     file was replaced and the other not yet
   * @throws RuntimeException as Spring Boot has it for files that are no certificates or keys
   */
  static void check(SslBundle bundle) throws GeneralSecurityException {
    KeyStore store = bundle.getStores().getKeyStore();
    if (store == null) {
      return;
    }
    for (String alias : Collections.list(store.aliases())) {
      Certificate certificate = store.getCertificate(alias);
      if (certificate instanceof X509Certificate dated) {
        dated.checkValidity();
      }
      String password = bundle.getKey().getPassword();
      if (!(store.getKey(alias, password == null ? null : password.toCharArray())
          instanceof PrivateKey key)) {
        throw new GeneralSecurityException("the certificate has no private key");
      }
      if (!belong(key, certificate.getPublicKey())) {
        throw new GeneralSecurityException("the private key is not the certificate's");
      }
    }
  }

  private static boolean belong(PrivateKey key, PublicKey certified)
      throws GeneralSecurityException {
    if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
      return false;
    }
    Signature signature =
        Signature.getInstance(
            switch (key.getAlgorithm()) {
              case "EC" -> "SHA256withECDSA";
              case "RSA" -> "SHA256withRSA";
              default -> key.getAlgorithm();
            });
    signature.initSign(key);
    signature.update(PROBE);
    byte[] signed = signature.sign();
    signature.initVerify(certified);
    signature.update(PROBE);
    return signature.verify(signed);
  }
}
