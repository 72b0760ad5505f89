package io.orderwire.delivery.http;

import io.orderwire.delivery.partner.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Who sent a request.
 *
 * @param partnerId the partner; nothing but its own history may be shown to it
 * @param keyId the key that was used, or that the stream token was made with; of a token of an
 *     issuer, what stands for its key and subject
 * @param scopes what the key, or the token, allows
 * @param expiresAt from when on the key or the token is refused
 */
public record Caller(
    String partnerId, String keyId, Set<Scope> scopes, Optional<Instant> expiresAt) {
  private static final String ATTRIBUTE = "io.orderwire.caller";

  /** Makes the scopes unmodifiable. */
  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /** Refuses callers without this scope. */
  public void require(Scope scope) {
    if (!scopes.contains(scope)) {
      String name = scope.name().toLowerCase(java.util.Locale.ROOT);
      throw new RefusedException(
          Problem.of(
                  ErrorCode.INSUFFICIENT_SCOPE,
                  "This key or token does not have the scope " + name + ".")
              .header(
                  "WWW-Authenticate",
                  "Bearer realm=\"orderwire\", error=\"insufficient_scope\", scope=\""
                      + name
                      + "\""));
    }
  }

  void attachTo(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /** The caller of an authenticated request. */
  public static Optional<Caller> of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Caller caller
        ? Optional.of(caller)
        : Optional.empty();
  }
}
