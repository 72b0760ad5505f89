package io.orderwire.cli;

/**
 * A command can't go on, for a reason that its user can understand and mend. The message is printed
 * to standard error as it is, without a stack trace.
 */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure that this sentence explains. */
  public CommandFailure(String message) {
    super(message);
  }

  /** A failure that this sentence explains, with what caused it for {@code --verbose} users. */
  public CommandFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
