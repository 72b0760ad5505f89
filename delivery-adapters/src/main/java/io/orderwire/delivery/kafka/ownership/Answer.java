package io.orderwire.delivery.kafka.ownership;

/**
 * What became of a {@link Decision}.
 *
 * @param <A> what it answers
 */
public sealed interface Answer<A> {
  /** It was made; what it wrote is stored, and known to all later decisions. */
  record Decided<A>(A value) implements Answer<A> {}

  /** This instance does not own the partition; nothing was written. */
  record NotOwner<A>() implements Answer<A> {}

  /** The broker did not answer in time; what it wrote may be stored nevertheless. */
  record Unavailable<A>() implements Answer<A> {}
}
