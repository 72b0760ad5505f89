package io.orderwire.delivery.partner;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One key of a partner.
 *
 * @param keyId its public name
 * @param hash SHA-256 of the key; not copied, never shown
 * @param scopes what it allows
 * @param expiresAt from when on it is refused
 */
public record ApiKey(
    String keyId, byte[] hash, Set<Scope> scopes, Instant createdAt, Optional<Instant> expiresAt) {

  /** Makes the scopes unmodifiable. */
  public ApiKey {
    scopes = Set.copyOf(scopes);
  }

  /** Whether it is accepted at this time. */
  public boolean isValidAt(Instant time) {
    return expiresAt.map(time::isBefore).orElse(true);
  }
}
