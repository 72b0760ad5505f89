package io.orderwire.processes;

/** A request of the set-up failed; the message is a sentence for people. */
public final class UnexpectedAnswerException extends RuntimeException {
  UnexpectedAnswerException(String message) {
    super(message);
  }
}
