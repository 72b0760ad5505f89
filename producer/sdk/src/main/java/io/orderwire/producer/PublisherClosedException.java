package io.orderwire.producer;

/**
 * The publisher was closed before the broker answered, or before the event was handed over. In the
 * first case the event may or may not be in the log.
 */
public final class PublisherClosedException extends PublishException {

  PublisherClosedException(String message) {
    super(message, null);
  }
}
