package io.orderwire.delivery.webhook;

import io.orderwire.delivery.audit.Author;

/**
 * The part of the record of changes that tells of {@link Operation}s. Safe for use by many threads.
 */
@FunctionalInterface
public interface OperationLog {
  /**
   * Records an operation that is about to be done: only with its entry it may be, so that none is
   * without. Blocks until the broker has it.
   *
   * @return false if the broker did not take it in time; it may be there nevertheless
   */
  boolean record(Endpoint endpoint, Operation operation, Author author) throws InterruptedException;
}
