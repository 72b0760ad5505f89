package io.orderwire.processor.history.topology;

/** Going on could break a history; the message says what is wrong and what an operator can do. */
public final class RefusedToStartException extends RuntimeException {
  RefusedToStartException(String message) {
    super(message);
  }
}
