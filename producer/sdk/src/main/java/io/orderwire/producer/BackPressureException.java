package io.orderwire.producer;

/**
 * More events are under way than are allowed. The event was not sent and has no place in the order;
 * whoever wants to keep the order publishes it again before any later one of its partner.
 */
public final class BackPressureException extends PublishException {

  /** For publishers, and for those that stand for one in tests. */
  public BackPressureException(String message) {
    super(message, null);
  }
}
