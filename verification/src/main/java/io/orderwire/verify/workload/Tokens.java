package io.orderwire.verify.workload;

import io.orderwire.verify.record.Token;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Tokens and event ids of one producer, and its source of chance. The mixing is a bijection, so no
 * two tokens of a seed are equal.
 */
final class Tokens {
  static final int MOST_PRODUCERS = 10_000;
  private static final int PER_PRODUCER_BITS = 40;
  private static final int VERSION_SHIFT = 12;
  private static final long VERSION_MASK = 0xFFFF_FFFF_FFFF_0FFFL;
  private static final long VARIANT_MASK = 0x3FFF_FFFF_FFFF_FFFFL;

  private final long seed;
  private final int producer;
  private long next;

  Tokens(long seed, int producer) {
    this.seed = mixed(seed);
    this.producer = producer;
    this.next = (long) producer << PER_PRODUCER_BITS;
  }

  long next() {
    long token = mixed(seed ^ next++);
    return token == Token.NONE ? mixed(seed ^ next++) : token;
  }

  /** The event_id of the event with this token, a UUID of version 4. */
  UUID eventId(long token) {
    long high = (mixed(token ^ seed) & VERSION_MASK) | (4L << VERSION_SHIFT);
    return new UUID(high, (mixed(token) & VARIANT_MASK) | Long.MIN_VALUE);
  }

  SplittableRandom random() {
    return new SplittableRandom(mixed(seed + producer));
  }

  /** The finalizer of SplitMix64. */
  private static long mixed(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
