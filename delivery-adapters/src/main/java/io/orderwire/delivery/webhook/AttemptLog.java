package io.orderwire.delivery.webhook;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The record of all attempts. Safe for use by many threads. */
public interface AttemptLog {
  /**
   * Records an attempt. Does not wait for the broker, unless what is under way fills its buffer.
   */
  void record(Attempt attempt);

  /**
   * A page of a partner's attempts. Blocks for the broker's answers.
   *
   * @param boundary the place behind or before which it begins; empty for the newest
   * @param newer whether the page goes on towards newer attempts, which needs a boundary
   * @param limit 1 to 1,000
   * @param filter what is shown; at most 10,000 of the partition's records are examined
   * @throws AttemptsUnavailableException if the broker does not answer in time
   */
  Page page(
      String partnerId,
      Optional<Long> boundary,
      boolean newer,
      int limit,
      Predicate<Attempt> filter)
      throws InterruptedException;

  /**
   * A page.
   *
   * @param attempts newest first, or oldest first where it goes on towards newer ones
   * @param next the place from where to go on in the same direction
   * @param newest the place from where to go on with newer ones, when all is read
   * @param hasMore whether there may be more in the same direction now
   */
  record Page(List<Attempt> attempts, long next, long newest, boolean hasMore) {}

  /** The broker did not answer in time. */
  final class AttemptsUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what happened. */
    public AttemptsUnavailableException(Throwable cause) {
      super("attempts cannot be read: the broker did not answer", cause);
    }
  }
}
