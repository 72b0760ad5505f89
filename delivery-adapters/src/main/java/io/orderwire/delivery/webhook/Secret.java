package io.orderwire.delivery.webhook;

import java.time.Instant;
import java.util.Optional;

/**
 * A signing secret as stored.
 *
 * @param sealed encrypted with the operator's key; not copied
 * @param publicKey its Ed25519 public key, {@code whpk_…}
 * @param createdAt when it was made
 * @param expiresAt when a later one replaces it altogether; empty for the current one
 */
public record Secret(
    byte[] sealed, String publicKey, Instant createdAt, Optional<Instant> expiresAt) {

  /** Whether requests are signed with it at a time. */
  public boolean isValidAt(Instant time) {
    return expiresAt.map(time::isBefore).orElse(true);
  }

  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "Secret[" + publicKey + "]";
  }
}
