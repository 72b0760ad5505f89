package io.orderwire.delivery.webhook.management;

import io.orderwire.delivery.webhook.Endpoint;
import java.util.Optional;

/**
 * An endpoint with what is shown once.
 *
 * @param secret a new secret's text; empty where none was made
 */
record MadeEndpoint(Endpoint endpoint, Optional<String> secret) {
  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "MadeEndpoint[" + endpoint.id() + "]";
  }
}
