package io.orderwire.embedded;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server shows: a private key, and the certificates that it belongs to, its own first.
 *
 * @param key the private key
 * @param chain the certificate and those of its issuers, at least one
 */
record Identity(PrivateKey key, List<X509Certificate> chain) {
  /** RFC 7468; no encrypted keys, as there is no password. */
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

  Identity {
    chain = List.copyOf(chain);
  }

  /**
   * Reads it from PEM, a PKCS #8 key and certificates in any order, and checks that they belong
   * together and are valid.
   *
   * @throws GeneralSecurityException if it cannot be served; its message has nothing of the key
   */
  static Identity of(String pem, Instant now) throws GeneralSecurityException {
    List<X509Certificate> chain = new ArrayList<>();
    List<byte[]> keys = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(pem);
    while (blocks.find()) {
      byte[] content = decoded(blocks.group(2));
      switch (blocks.group(1)) {
        case "CERTIFICATE" -> chain.add(certificate(content));
        case "PRIVATE KEY" -> keys.add(content);
        default -> throw new GeneralSecurityException("there is a " + blocks.group(1) + " in it");
      }
    }
    if (chain.isEmpty()) {
      throw new GeneralSecurityException("there is no whole certificate in it");
    }
    if (keys.size() != 1) {
      throw new GeneralSecurityException(
          keys.isEmpty() ? "there is no whole private key in it" : "there is more than one key");
    }
    X509Certificate own = chain.get(0);
    for (X509Certificate one : chain) {
      one.checkValidity(Date.from(now));
    }
    PrivateKey key = key(own.getPublicKey(), keys.get(0));
    requirePair(key, own.getPublicKey());
    return new Identity(key, chain);
  }

  private static byte[] decoded(String text) throws GeneralSecurityException {
    try {
      return Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException e) { // its message has a part of what may be a key
      throw new GeneralSecurityException("there is something in it that is no base64");
    }
  }

  private static X509Certificate certificate(byte[] content) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(content));
  }

  private static PrivateKey key(PublicKey other, byte[] content) throws GeneralSecurityException {
    try {
      return KeyFactory.getInstance(other.getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(content));
    } catch (GeneralSecurityException e) {
      throw new GeneralSecurityException(
          "the private key is none of the certificate's kind, which is " + other.getAlgorithm());
    }
  }

  private static void requirePair(PrivateKey key, PublicKey other) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm(key));
    byte[] something = other.getEncoded();
    signature.initSign(key);
    signature.update(something);
    byte[] signed = signature.sign();
    signature.initVerify(other);
    signature.update(something);
    if (!signature.verify(signed)) {
      throw new GeneralSecurityException("the private key is not the certificate's");
    }
  }

  private static String algorithm(Key key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
  }

  /** Until when it can be shown. */
  Instant end() {
    return chain.stream()
        .map(one -> one.getNotAfter().toInstant())
        .reduce((one, other) -> one.isBefore(other) ? one : other)
        .orElseThrow();
  }

  /** Leaves the key out. */
  @Override
  public String toString() {
    return "Identity[" + chain.get(0).getSubjectX500Principal() + ", until " + end() + "]";
  }
}
