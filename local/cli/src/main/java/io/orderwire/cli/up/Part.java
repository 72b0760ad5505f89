package io.orderwire.cli.up;

import io.orderwire.embedded.ChildJvm;
import java.time.Duration;

/** One process of the system. Used by one thread. */
interface Part {
  /** What people call it. */
  String name();

  /** Where it can be reached. */
  String address();

  /** Starts it and returns at once. */
  void begin();

  /** Waits until it answers; throws {@link io.orderwire.embedded.StartException} if it does not. */
  void awaitReady();

  /** The process of the last start. */
  ChildJvm process();

  /** Ends it in an orderly way, or kills it after this time. */
  default void stop(Duration patience) {
    if (process().isAlive()) {
      process().stop(patience);
    }
  }
}
