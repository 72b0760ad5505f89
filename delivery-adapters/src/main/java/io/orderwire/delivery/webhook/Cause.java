package io.orderwire.delivery.webhook;

import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.webhook.EndpointActions.Change;
import java.util.Locale;

/** Why an endpoint is changed: what the record of changes says beside what is stored. */
public sealed interface Cause {
  /**
   * Somebody asked for it.
   *
   * @param change what is done
   * @param author who asked
   */
  record Asked(Change change, Author author) implements Cause {}

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
