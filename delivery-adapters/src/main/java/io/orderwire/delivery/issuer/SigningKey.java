package io.orderwire.delivery.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.Optional;

/**
 * A public key of the issuer, for the one algorithm that its type stands for. A key of another type
 * can therefore not check a token, whatever the token's header says.
 *
 * @param kid the issuer's name for it
 * @param thumbprint its own name (RFC 7638), 43 characters
 */
record SigningKey(String kid, String thumbprint, Algorithm algorithm, JWSVerifier verifier) {
  private static final int FEWEST_BITS = 2048;
  private static final int MOST_BITS = 8192;

  /** Whether the signature is of this key. */
  boolean signed(JWSObject token) {
    try {
      return token.verify(verifier);
    } catch (JOSEException | IllegalStateException e) {
      // Such as a signature of another length than the algorithm's.
      return false;
    }
  }

  /** The key of a JSON Web Key; empty where it is none that tokens may be signed with. */
  static Optional<SigningKey> of(JWK jwk) {
    String kid = jwk.getKeyID();
    boolean forSignatures = jwk.getKeyUse() == null || jwk.getKeyUse().equals(KeyUse.SIGNATURE);
    if (kid == null || kid.isEmpty() || !forSignatures) {
      return Optional.empty();
    }
    Optional<Algorithm> algorithm = algorithm(jwk);
    boolean says =
        jwk.getAlgorithm() == null
            || algorithm.equals(Algorithm.named(jwk.getAlgorithm().getName()));
    if (algorithm.isEmpty() || !says) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new SigningKey(kid, jwk.computeThumbprint().toString(), algorithm.get(), verifier(jwk)));
    } catch (JOSEException | IllegalArgumentException e) {
      // Such as a point that is not on its curve.
      return Optional.empty();
    }
  }

  private static Optional<Algorithm> algorithm(JWK jwk) {
    return switch (jwk) {
      case RSAKey rsa when rsa.size() >= FEWEST_BITS && rsa.size() <= MOST_BITS ->
          Optional.of(Algorithm.RS256);
      case ECKey ec when ec.getCurve().equals(Curve.P_256) -> Optional.of(Algorithm.ES256);
      case OctetKeyPair pair when pair.getCurve().equals(Curve.Ed25519) ->
          Optional.of(Algorithm.EDDSA);
      default -> Optional.empty();
    };
  }

  private static JWSVerifier verifier(JWK jwk) throws JOSEException {
    return switch (jwk) {
      case RSAKey rsa -> new RSASSAVerifier(rsa);
      case ECKey ec -> new ECDSAVerifier(ec);
      case OctetKeyPair pair -> new Ed25519Check(pair.getDecodedX());
      default -> throw new IllegalArgumentException("no such key");
    };
  }
}
