package io.orderwire.delivery.app;

import io.orderwire.delivery.issuer.Algorithm;
import io.orderwire.delivery.issuer.KeyTimes;
import io.orderwire.delivery.issuer.TokenRules;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The issuer whose tokens are taken beside API keys; none where there is no URL. See {@link
 * TokenRules} and {@link KeyTimes}.
 *
 * @param url the issuer's name, an https address, as in {@code iss}
 * @param jwksUrl where its keys are, if not where its configuration tells
 * @param audience what tokens for this service have in {@code aud}; needed with a URL
 */
@ConfigurationProperties("orderwire.issuer")
record IssuerSettings(
    Optional<String> url,
    Optional<URI> jwksUrl,
    Optional<String> audience,
    @DefaultValue("sub") String partnerClaim,
    @DefaultValue("scope") String scopeClaim,
    @DefaultValue("orderwire.read") String readScope,
    @DefaultValue("orderwire.manage") String manageScope,
    @DefaultValue({"RS256", "ES256", "EDDSA"}) Set<Algorithm> algorithms,
    @DefaultValue("30s") Duration clockSkew,
    @DefaultValue("24h") Duration maxAge,
    @DefaultValue Keys keys) {

  /**
   * When keys are asked for; see {@link KeyTimes}.
   *
   * @param patience how long one answer of the issuer may take
   */
  record Keys(
      @DefaultValue("5m") Duration refresh,
      @DefaultValue("10s") Duration askAgain,
      @DefaultValue("24h") Duration keep,
      @DefaultValue("5s") Duration longestWait,
      @DefaultValue("4s") Duration patience) {
    KeyTimes toTimes() {
      return new KeyTimes(refresh, askAgain, keep, longestWait);
    }
  }

  /** The rules, where there is an issuer. */
  Optional<TokenRules> rules() {
    return url.map(
        issuer ->
            new TokenRules(
                issuer,
                audience.orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "orderwire.issuer.url is set: set orderwire.issuer.audience too, or"
                                + " tokens for any other service would be taken here")),
                partnerClaim,
                scopeClaim,
                readScope,
                manageScope,
                algorithms,
                clockSkew,
                maxAge));
  }
}
