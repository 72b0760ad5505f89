package io.orderwire.delivery.http;

import io.orderwire.delivery.partner.ApiKey;
import io.orderwire.delivery.partner.ApiKeys;
import io.orderwire.delivery.partner.IssuedTokens;
import io.orderwire.delivery.partner.IssuedTokens.Verdict;
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
import java.util.function.Function;
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
  private final IssuedTokens issued;
  private final InstantSource clock;

  /** Over the partners, their keys, and the tokens of an issuer. */
  public Authenticator(
      Partners partners, StreamTokens tokens, IssuedTokens issued, InstantSource clock) {
    this.partners = partners;
    this.tokens = tokens;
    this.issued = issued;
    this.clock = clock;
  }

  /** Whether a caller would still be let in. */
  public enum Standing {
    /** It would. */
    ALLOWED,
    /** Its key or token has expired; with a new one it would. */
    EXPIRED,
    /** It would not. */
    REFUSED
  }

  /**
   * The caller with this header or, where there is none, this token. Blocks, for seconds at most,
   * where the issuer of a token has to be asked for its keys.
   *
   * @param authorization the header field, or null
   * @param token a stream token, or null
   * @throws RefusedException where neither lets anybody in
   */
  Caller caller(@Nullable String authorization, @Nullable String token) {
    return caller(authorization, token, this::checked);
  }

  /**
   * As {@link #caller(String, String)}, for threads that must not wait.
   *
   * @throws UndecidedException where that takes more than looking something up
   */
  Caller callerAtOnce(@Nullable String authorization, @Nullable String token) {
    return caller(authorization, token, issued::atOnce);
  }

  private Caller caller(
      @Nullable String authorization, @Nullable String token, Function<String, Verdict> check) {
    requireComplete();
    Instant now = clock.instant();
    if (authorization != null) {
      if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
        throw unauthorized(ErrorCode.MISSING_KEY, "The Authorization header has no Bearer key.");
      }
      String text = authorization.substring(SCHEME.length()).strip();
      return issued.isToken(text) ? byIssued(check.apply(text)) : byKey(text, now);
    }
    if (token != null) {
      return byToken(token, now);
    }
    throw unauthorized(ErrorCode.MISSING_KEY, "Send your API key as 'Authorization: Bearer ow_…'.");
  }

  private Verdict checked(String token) {
    try {
      return issued.check(token);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Verdict.KeysAway(SOON);
    }
  }

  /** Whether a caller would still be let in. Does not block. */
  public Standing standing(Caller caller) {
    Instant now = clock.instant();
    if (!caller.expiresAt().map(now::isBefore).orElse(true)) {
      return Standing.EXPIRED;
    }
    return partners
            .find(caller.partnerId())
            .filter(partner -> !partner.suspended() && isValid(partner, caller.keyId(), now))
            .isPresent()
        ? Standing.ALLOWED
        : Standing.REFUSED;
  }

  /**
   * Checks that a caller would still be let in.
   *
   * @throws RefusedException as for a new request, if it would not
   */
  public void requireStillAllowed(Caller caller) {
    if (standing(caller) != Standing.ALLOWED) {
      partners
          .find(caller.partnerId())
          .filter(partner -> isValid(partner, caller.keyId(), clock.instant()))
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

  private Caller byIssued(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Undecided() -> throw new UndecidedException();
      case Verdict.KeysAway(Duration retryAfter) ->
          throw new RefusedException(
              Problem.of(
                      ErrorCode.ISSUER_UNAVAILABLE,
                      "The keys of the tokens' issuer are not known, and it does not answer.")
                  .retryAfter(retryAfter));
      case Verdict.Refused(String why) -> throw unauthorized(ErrorCode.INVALID_KEY, why);
      case Verdict.Accepted accepted -> {
        Partner partner =
            partners
                .find(accepted.partnerId())
                .orElseThrow(
                    () ->
                        unauthorized(
                            ErrorCode.INVALID_KEY,
                            "The token names a partner that is not registered here."));
        requireNotSuspended(partner);
        yield new Caller(
            partner.id(), accepted.keyId(), accepted.scopes(), Optional.of(accepted.expiresAt()));
      }
    };
  }

  private Caller byToken(String token, Instant now) {
    StreamTokens.Claims claims =
        tokens
            .decode(token)
            .filter(said -> now.isBefore(said.expiresAt()))
            .orElseThrow(Authenticator::invalidToken);
    Partner partner = partners.find(claims.partnerId()).orElseThrow(Authenticator::invalidToken);
    if (!isValid(partner, claims.keyId(), now)) {
      throw invalidToken();
    }
    requireNotSuspended(partner);
    return new Caller(
        partner.id(), claims.keyId(), Set.of(Scope.READ), Optional.of(claims.expiresAt()));
  }

  private boolean isValid(Partner partner, String keyId, Instant now) {
    return IssuedTokens.isIssued(keyId)
        ? issued.isStillTrusted(keyId)
        : partner.keys().stream().anyMatch(key -> key.keyId().equals(keyId) && key.isValidAt(now));
  }

  private static void requireNotSuspended(Partner partner) {
    if (partner.suspended()) {
      throw RefusedException.of(
          ErrorCode.PARTNER_SUSPENDED,
          "Access is suspended by the operator. The history goes on, and nothing is lost.");
    }
  }

  private static RefusedException invalidKey() {
    return unauthorized(
        ErrorCode.INVALID_KEY, "The key or token is not known, or not valid any more.");
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

  /** Who is calling cannot be said without computing or waiting. */
  static final class UndecidedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private UndecidedException() {
      super("the token has to be checked", null, false, false);
    }
  }
}
