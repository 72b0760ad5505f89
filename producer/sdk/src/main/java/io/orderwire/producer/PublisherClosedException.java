package io.orderwire.producer;

/**
 * The publisher was closed before the broker answered, or before the event was handed over. In the
 * first case the event may or may not be in the log.
 */
public final class PublisherClosedException extends PublishException {

  /** For publishers, and for those that stand for one in tests. */
  public PublisherClosedException(String message) {
    super(message, null);
  }
}
