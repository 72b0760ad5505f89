package io.orderwire.delivery.sse;

import java.time.Duration;

/** Blocks for a time. */
@FunctionalInterface
public interface Pause {
  /** Blocks for this long. */
  void await(Duration duration) throws InterruptedException;
}
