package io.orderwire.producer;

/**
 * More events are under way than are allowed. The event was not sent and has no place in the order;
 * whoever wants to keep the order publishes it again before any later one of its partner.
 */
public final class BackPressureException extends PublishException {

  BackPressureException(String message) {
    super(message, null);
  }
}
