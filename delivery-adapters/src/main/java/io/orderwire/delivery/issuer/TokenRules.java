package io.orderwire.delivery.issuer;

import java.time.Duration;
import java.util.Set;

/**
 * What a token must say to be taken.
 *
 * @param issuer {@code iss}, to the letter
 * @param audience what {@code aud} must hold
 * @param partnerClaim the claim that names the partner, a string
 * @param scopeClaim the claim with the scopes: a string with spaces, or an array
 * @param readScope the scope that allows to read
 * @param manageScope the scope that also allows to change what is delivered where
 * @param algorithms how it may be signed
 * @param skew how far the clocks may be apart, at most 5 minutes
 * @param maxAge how long after {@code iat} it is taken at most, whatever {@code exp} says
 */
public record TokenRules(
    String issuer,
    String audience,
    String partnerClaim,
    String scopeClaim,
    String readScope,
    String manageScope,
    Set<Algorithm> algorithms,
    Duration skew,
    Duration maxAge) {
  private static final Duration MOST_SKEW = Duration.ofMinutes(5);

  /** Checks the bounds. */
  public TokenRules {
    algorithms = Set.copyOf(algorithms);
    requireText("issuer", issuer);
    requireText("audience", audience);
    requireText("partner claim", partnerClaim);
    requireText("scope claim", scopeClaim);
    requireText("read scope", readScope);
    requireText("manage scope", manageScope);
    if (algorithms.isEmpty()) {
      throw new IllegalArgumentException("at least one algorithm must be allowed");
    }
    if (skew.isNegative() || skew.compareTo(MOST_SKEW) > 0) {
      throw new IllegalArgumentException("the clock skew must be from 0 to 5 minutes");
    }
    if (!maxAge.isPositive()) {
      throw new IllegalArgumentException("the max age must be positive");
    }
  }

  private static void requireText(String what, String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("the " + what + " must not be empty");
    }
  }
}
