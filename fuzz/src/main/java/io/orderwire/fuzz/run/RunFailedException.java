package io.orderwire.fuzz.run;

/** A run could not be made to its end, so it says nothing; the message is a sentence for people. */
final class RunFailedException extends RuntimeException {
  RunFailedException(String message) {
    super(message);
  }
}
