package io.orderwire.producer;

import io.orderwire.schemas.serde.AvroSerdeException;

/**
 * The event could not be serialised, which for a valid event means that the schema registry is away
 * or refuses the schema; the cause says which. It was not sent and has no place in the order.
 */
public final class SerializationFailedException extends PublishException {

  /** For publishers, and for those that stand for one in tests. */
  public SerializationFailedException(Throwable cause) {
    super("the event could not be serialised: " + cause.getMessage(), cause);
  }

  /** Whether the same event may succeed later: the registry gave no answer. */
  public boolean isRetriable() {
    return getCause() instanceof AvroSerdeException failure && failure.isRetriable();
  }
}
