package io.orderwire.embedded;

/** A part could not be started. The message is one sentence that a user can act on. */
public class StartException extends RuntimeException {
  public StartException(String message) {
    super(message);
  }

  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
