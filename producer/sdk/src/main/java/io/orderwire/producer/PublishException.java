package io.orderwire.producer;

import org.jspecify.annotations.Nullable;

/** Why an event was not published; what a failed future of {@link EventStream#publish} holds. */
public abstract sealed class PublishException extends RuntimeException
    permits InvalidEventException,
        SerializationFailedException,
        BackPressureException,
        PublisherClosedException,
        SendFailedException,
        PredecessorFailed {

  PublishException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
