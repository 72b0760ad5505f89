package io.orderwire.producer;

import java.time.Duration;

/** What {@code publish} does while too much is under way. */
public sealed interface BackPressure {

  /** Waits for room, in the calling thread, at most this long; zero means not at all. */
  record Block(Duration max) implements BackPressure {
    public Block {
      if (max.isNegative()) {
        throw new IllegalArgumentException("max must not be negative: " + max);
      }
    }
  }

  /** Waits at most {@code max} for room, then fails with {@link BackPressureException}. */
  static BackPressure block(Duration max) {
    return new Block(max);
  }

  /** Fails at once with {@link BackPressureException}. */
  static BackPressure failFast() {
    return new Block(Duration.ZERO);
  }

  /** The longest wait. */
  Duration max();
}
