package io.orderwire.delivery.kafka.ownership;

/**
 * What is to be written, decided when everything earlier of the partition is known and nobody else
 * writes. Called in the writer's thread, so it must not block; it may be called once at most.
 *
 * @param <A> what is answered
 */
@FunctionalInterface
public interface Decision<A> {
  /**
   * Looks at what is stored, writes or does not, and returns what is answered once that is done.
   */
  A decide(Transaction transaction);
}
