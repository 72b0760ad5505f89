package io.orderwire.delivery.webhook.signing;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/**
 * An Ed25519 key pair (RFC 8032) of a known seed. Safe for use by many threads.
 *
 * <p>The JDK computes a public key only when it generates a pair, so a pair is generated from a
 * source of chance that gives the seed; that it did is checked.
 */
final class Ed25519Key {
  static final int SEED_BYTES = 32;
  static final int PUBLIC_BYTES = 32;

  private final byte[] seed;
  private final byte[] publicKey;
  private final PrivateKey privateKey;

  private Ed25519Key(byte[] seed, byte[] publicKey, PrivateKey privateKey) {
    this.seed = seed;
    this.publicKey = publicKey;
    this.privateKey = privateKey;
  }

  /**
   * The pair of a seed.
   *
   * @param seed 32 bytes; copied
   */
  static Ed25519Key of(byte[] seed) {
    if (seed.length != SEED_BYTES) {
      throw new IllegalArgumentException("an Ed25519 seed has 32 bytes, not " + seed.length);
    }
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
      KeyPair pair = generator.generateKeyPair();
      boolean ofSeed =
          pair.getPrivate() instanceof EdECPrivateKey key
              && key.getBytes().filter(bytes -> Arrays.equals(bytes, seed)).isPresent();
      if (!ofSeed) {
        throw new IllegalStateException("this Java platform does not take its seed as given");
      }
      byte[] encoded = pair.getPublic().getEncoded();
      byte[] point = Arrays.copyOfRange(encoded, encoded.length - PUBLIC_BYTES, encoded.length);
      return new Ed25519Key(seed.clone(), point, pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
    }
  }

  byte[] seed() {
    return seed.clone();
  }

  /** The public key as in RFC 8032, 32 bytes. */
  byte[] publicKey() {
    return publicKey.clone();
  }

  /** The signature of two pieces, 64 bytes. */
  byte[] sign(byte[] first, byte[] second) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(privateKey);
      signature.update(first);
      signature.update(second);
      return signature.sign();
    } catch (SignatureException e) {
      throw new IllegalStateException("signing cannot fail once it has begun", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
    }
  }

  /** Gives the seed instead of chance. */
  private static final class Given extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final byte[] given;

    Given(byte[] given) {
      this.given = given;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (bytes.length != given.length) {
        throw new IllegalStateException("asked for " + bytes.length + " bytes of a seed");
      }
      System.arraycopy(given, 0, bytes, 0, given.length);
    }
  }
}
