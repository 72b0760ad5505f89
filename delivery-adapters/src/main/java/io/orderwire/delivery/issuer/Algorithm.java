package io.orderwire.delivery.issuer;

import java.util.Optional;

/**
 * How a token may be signed (RFC 7518, 8037 and 9864): with public keys only, so that who can check
 * a token cannot make one.
 */
public enum Algorithm {
  /** RSASSA-PKCS1-v1_5 with SHA-256, with keys of at least 2,048 bits. */
  RS256,
  /** ECDSA with P-256 and SHA-256. */
  ES256,
  /** Ed25519, by its former and its present name. */
  EDDSA;

  /** The algorithm of this name, as {@code alg} gives it. */
  static Optional<Algorithm> named(String name) {
    return switch (name) {
      case "RS256" -> Optional.of(RS256);
      case "ES256" -> Optional.of(ES256);
      case "EdDSA", "Ed25519" -> Optional.of(EDDSA);
      default -> Optional.empty();
    };
  }
}
