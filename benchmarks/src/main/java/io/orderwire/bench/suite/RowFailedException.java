package io.orderwire.bench.suite;

/** A row cannot be measured, or gave a wrong result; the message is a sentence for people. */
public final class RowFailedException extends RuntimeException {
  public RowFailedException(String message) {
    super(message);
  }

  public RowFailedException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Fails unless both counts are the same. */
  public static void requireCount(String what, long expected, long actual) {
    if (expected != actual) {
      throw new RowFailedException("%s: %,d, not %,d".formatted(what, actual, expected));
    }
  }
}
