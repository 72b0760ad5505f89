package io.orderwire.processes;

import org.jspecify.annotations.Nullable;

/** A run could not be made to its end, so it says nothing; the message is a sentence for people. */
public final class RunFailedException extends RuntimeException {
  public RunFailedException(String message, @Nullable Throwable cause) {
    super(message + ": " + cause, cause);
  }

  public RunFailedException(String message) {
    super(message);
  }
}
