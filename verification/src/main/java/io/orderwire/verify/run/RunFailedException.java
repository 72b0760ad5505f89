package io.orderwire.verify.run;

import org.jspecify.annotations.Nullable;

/** A run could not be made to its end, so it says nothing; the message is a sentence for people. */
final class RunFailedException extends RuntimeException {
  RunFailedException(String message, @Nullable Throwable cause) {
    super(message + ": " + cause, cause);
  }

  RunFailedException(String message) {
    super(message);
  }
}
