package io.orderwire.delivery.webhook.delivery;

import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.Status;
import java.util.Optional;

/**
 * What is to go on, or goes on, for an endpoint.
 *
 * @param cursor whose it is
 * @param handshake whether it is the handshake, before the live cursor may begin
 */
record Running(Cursor cursor, boolean handshake) {

  /**
   * Which loop this is; there is one of a key at a time.
   *
   * @param subscription its progress is stored under it
   */
  record Key(String partnerId, String subscription) {}

  Key key() {
    return new Key(cursor.partnerId(), cursor.subscription());
  }

  /** What is to go on at an endpoint's own address: the handshake, its items, or nothing. */
  static Optional<Running> live(Endpoint endpoint) {
    return switch (endpoint.status().state()) {
      case PENDING -> Optional.of(new Running(new Cursor(endpoint, Optional.empty()), true));
      case ACTIVE -> Optional.of(new Running(new Cursor(endpoint, Optional.empty()), false));
      case PAUSED, SUSPENDED -> Optional.empty();
    };
  }

  /** Its replay, if one is to go on. */
  static Optional<Running> replay(Endpoint endpoint) {
    return endpoint.status().state() == Status.State.ACTIVE && endpoint.replay().isPresent()
        ? Optional.of(new Running(new Cursor(endpoint, endpoint.replay()), false))
        : Optional.empty();
  }

  /** Whether a loop that runs for this may go on for another version of the endpoint. */
  boolean isSameAs(Running other) {
    Endpoint mine = cursor.endpoint();
    Endpoint its = other.cursor.endpoint();
    return handshake == other.handshake
        && mine.definition().equals(its.definition())
        && mine.status().since().equals(its.status().since())
        && mine.secrets().size() == its.secrets().size()
        && mine.secrets().getFirst().publicKey().equals(its.secrets().getFirst().publicKey())
        && cursor.replay().equals(other.cursor.replay());
  }
}
