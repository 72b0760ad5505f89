package io.orderwire.processor.history.topology;

/** The process is to stop while a partition waits; nothing was decided for the record. */
public final class StoppedWaitingException extends RuntimeException {
  StoppedWaitingException(String what) {
    super("stopping while waiting for " + what);
  }
}
