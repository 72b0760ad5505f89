package io.orderwire.delivery.webhook;

import io.orderwire.delivery.webhook.EndpointActions.Change;
import java.util.Locale;
import java.util.Optional;

/** Why an endpoint is changed: what the record of changes says beside what is stored. */
public sealed interface Cause {
  /**
   * Somebody asked for it.
   *
   * @param change what is done
   * @param keyId the partner's key; empty for the operator
   * @param requestId the request's id
   * @param origin the address from which the request's connection came
   */
  record Asked(Change change, Optional<String> keyId, String requestId, String origin)
      implements Cause {}

  /**
   * The service found it out while delivering.
   *
   * @param finding what it found
   */
  record Found(Finding finding) implements Cause {}

  /** What the service finds out about an endpoint. */
  enum Finding {
    /** It has done its handshake. */
    VERIFIED,
    /** Too many of its requests fail. */
    DEGRADED,
    /** No longer. */
    RECOVERED,
    /** It failed for good; the status has the reason. */
    SUSPENDED,
    /** Its replay has come to the end. */
    REPLAY_FINISHED;

    /** The name in the record of changes. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
