package io.orderwire.processor.history.topology;

import java.time.Duration;

/** Waits, so that tests need not. */
@FunctionalInterface
public interface Pause {

  /**
   * Blocks for so long, or until the process is to stop.
   *
   * @return false if the process is to stop
   */
  boolean pause(Duration duration);
}
