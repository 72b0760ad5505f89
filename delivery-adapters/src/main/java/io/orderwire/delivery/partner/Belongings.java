package io.orderwire.delivery.partner;

import io.orderwire.delivery.audit.Author;

/**
 * What is kept for a partner beside its record and its history: webhook endpoints, second factor,
 * positions. Safe for use by many threads.
 */
@FunctionalInterface
public interface Belongings {
  /**
   * Removes all of it, with an entry for each endpoint and the factor in the record of changes.
   * What is removed already is removed once more. Blocks until it is stored.
   */
  Removed removeAll(String partnerId, Author author) throws InterruptedException;

  /** How it went. */
  sealed interface Removed {
    /** It is gone. */
    record Done() implements Removed {}

    /** This instance does not own the partner's partition; nothing was removed. */
    record NotOwner() implements Removed {}

    /** The broker did not answer in time; it may be gone nevertheless. */
    record Unavailable() implements Removed {}
  }
}
