package io.orderwire.delivery.command;

/** Where commands are written. Safe for use by many threads. */
@FunctionalInterface
public interface CommandLog {
  /**
   * Writes a command, after an entry of it in the record of changes. Blocks until the broker has
   * both; the processor carries it out some time later.
   *
   * @throws CommandsUnavailableException if the broker did not take it in time
   */
  void append(Issued command) throws InterruptedException;

  /** The broker did not take a command in time; it may take effect nevertheless. */
  final class CommandsUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** For a command on this partner's history. */
    public CommandsUnavailableException(String partnerId, Throwable cause) {
      super("a command on " + partnerId + " could not be written: no answer", cause);
    }
  }
}
