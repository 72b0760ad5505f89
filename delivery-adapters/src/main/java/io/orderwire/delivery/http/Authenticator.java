package io.orderwire.delivery.http;

import io.orderwire.delivery.partner.ApiKey;
import io.orderwire.delivery.partner.ApiKeys;
import io.orderwire.delivery.partner.Partner;
import io.orderwire.delivery.partner.Partners;
import io.orderwire.delivery.partner.Scope;
import io.orderwire.delivery.partner.StreamTokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who is calling. A key is looked up by its hash, so that how long that takes says
 * nothing about other keys. Safe for use by many threads.
 */
public final class Authenticator {
  private static final String SCHEME = "Bearer ";
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Partners partners;
  private final StreamTokens tokens;
  private final InstantSource clock;

  /** Over the partners and their keys. */
  public Authenticator(Partners partners, StreamTokens tokens, InstantSource clock) {
    this.partners = partners;
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * The caller with this header or, where there is none, this token.
   *
   * @param authorization the header field, or null
   * @param token a stream token, or null
   * @throws RefusedException where neither lets anybody in
   */
  Caller caller(@Nullable String authorization, @Nullable String token) {
    requireComplete();
    Instant now = clock.instant();
    if (authorization != null) {
      if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
        throw unauthorized(ErrorCode.MISSING_KEY, "The Authorization header has no Bearer key.");
      }
      return byKey(authorization.substring(SCHEME.length()).strip(), now);
    }
    if (token != null) {
      return byToken(token, now);
    }
    throw unauthorized(ErrorCode.MISSING_KEY, "Send your API key as 'Authorization: Bearer ow_…'.");
  }

  /** Whether a caller would still be let in. */
  public boolean isStillAllowed(Caller caller) {
    Instant now = clock.instant();
    return caller.expiresAt().map(now::isBefore).orElse(true)
        && partners
            .find(caller.partnerId())
            .filter(partner -> !partner.suspended())
            .flatMap(partner -> validKey(partner, caller.keyId(), now))
            .isPresent();
  }

  /**
   * Checks that a caller would still be let in.
   *
   * @throws RefusedException as for a new request, if it would not
   */
  public void requireStillAllowed(Caller caller) {
    if (!isStillAllowed(caller)) {
      partners
          .find(caller.partnerId())
          .filter(partner -> validKey(partner, caller.keyId(), clock.instant()).isPresent())
          .ifPresent(Authenticator::requireNotSuspended);
      throw invalidKey();
    }
  }

  /** An instance that has just started may not know a key yet, or still take one that was ended. */
  private void requireComplete() {
    if (!partners.isComplete()) {
      throw new RefusedException(
          Problem.of(
                  ErrorCode.UNAVAILABLE,
                  "This instance is starting, and does not know all keys yet. Try again in a"
                      + " moment.")
              .retryAfter(SOON));
    }
  }

  private Caller byKey(String text, Instant now) {
    if (!ApiKeys.isKey(text)) {
      throw invalidKey();
    }
    byte[] hash = ApiKeys.hash(text);
    Partner partner = partners.findByKeyHash(hash).orElseThrow(Authenticator::invalidKey);
    for (ApiKey key : partner.keys()) {
      if (Arrays.equals(key.hash(), hash) && key.isValidAt(now)) {
        requireNotSuspended(partner);
        return new Caller(partner.id(), key.keyId(), key.scopes(), key.expiresAt());
      }
    }
    throw invalidKey();
  }

  private Caller byToken(String token, Instant now) {
    StreamTokens.Claims claims =
        tokens
            .decode(token)
            .filter(said -> now.isBefore(said.expiresAt()))
            .orElseThrow(Authenticator::invalidToken);
    Partner partner = partners.find(claims.partnerId()).orElseThrow(Authenticator::invalidToken);
    if (validKey(partner, claims.keyId(), now).isEmpty()) {
      throw invalidToken();
    }
    requireNotSuspended(partner);
    return new Caller(
        partner.id(), claims.keyId(), Set.of(Scope.READ), Optional.of(claims.expiresAt()));
  }

  private static Optional<ApiKey> validKey(Partner partner, String keyId, Instant now) {
    return partner.keys().stream()
        .filter(key -> key.keyId().equals(keyId) && key.isValidAt(now))
        .findFirst();
  }

  private static void requireNotSuspended(Partner partner) {
    if (partner.suspended()) {
      throw RefusedException.of(
          ErrorCode.PARTNER_SUSPENDED,
          "Access is suspended by the operator. The history goes on, and nothing is lost.");
    }
  }

  private static RefusedException invalidKey() {
    return unauthorized(ErrorCode.INVALID_KEY, "The key is not known, or not valid any more.");
  }

  private static RefusedException invalidToken() {
    return unauthorized(
        ErrorCode.INVALID_KEY,
        "The token is not valid, or not any more: make a new one with POST /v1/stream-tokens.");
  }

  private static RefusedException unauthorized(ErrorCode code, String detail) {
    String error = code == ErrorCode.INVALID_KEY ? ", error=\"invalid_token\"" : "";
    return new RefusedException(
        Problem.of(code, detail).header("WWW-Authenticate", "Bearer realm=\"orderwire\"" + error));
  }
}
