package io.orderwire.delivery.webhook.delivery;

import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.signing.Signer;

/** Opens endpoints' secrets. Safe for use by many threads; does not block. */
@FunctionalInterface
public interface Signers {
  /**
   * What signs an endpoint's requests.
   *
   * @throws RuntimeException where no key of the operator's opens its secrets
   */
  Signer of(Endpoint endpoint);
}
