package io.orderwire.delivery.webhook.factor;

import java.util.Optional;

/** Seals factors' secrets with the operator's key. Safe for use by many threads; does not block. */
public interface FactorVault {
  /** A secret as it can be stored, for this partner alone. */
  byte[] seal(String partnerId, FactorSecret secret);

  /**
   * A stored secret; empty if it is another partner's, was altered, or was sealed with a key that
   * is not there any more.
   */
  Optional<byte[]> open(String partnerId, byte[] sealed);
}
