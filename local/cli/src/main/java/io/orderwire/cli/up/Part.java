package io.orderwire.cli.up;

import io.orderwire.embedded.ChildJvm;
import io.orderwire.embedded.Ports;
import java.time.Duration;
import java.util.List;

/** One process of the system. Used by one thread, but for {@link #stop}. */
interface Part {
  /** What people call it. */
  String name();

  /** Where it can be reached. */
  String address();

  /** All ports that it listens on. */
  List<Integer> ports();

  /** Starts it and returns at once. */
  void begin();

  /** Waits until it answers; throws {@link io.orderwire.embedded.StartException} if it does not. */
  void awaitReady();

  /** The process of the last start. */
  ChildJvm process();

  /** Throws {@link io.orderwire.embedded.PortInUseException} where another process has a port. */
  default void requirePorts() {
    ports().forEach(port -> Ports.requireFree(name(), port));
  }

  /** Ends it in an orderly way, or kills it after this time. */
  default void stop(Duration patience) {
    if (process().isAlive()) {
      process().stop(patience);
    }
  }
}
