package io.orderwire.delivery.webhook;

import java.time.Instant;

/** Makes signing secrets. Safe for use by many threads; does not block. */
public interface Secrets {
  /** A new secret, sealed for this endpoint alone, that does not expire. */
  Made make(String partnerId, String endpointId, Instant now);

  /**
   * A new secret.
   *
   * @param secret as it is stored
   * @param shown as the partner gets it, once: {@code whsec_…}
   */
  record Made(Secret secret, String shown) {
    /** Leaves the secret out. */
    @Override
    public String toString() {
      return "Made[" + secret + "]";
    }
  }
}
