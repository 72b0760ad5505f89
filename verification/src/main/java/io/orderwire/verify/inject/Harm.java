package io.orderwire.verify.inject;

import io.orderwire.verify.time.Time;
import java.io.IOException;
import java.time.Duration;

/** What is done to a process and undone. For one thread. */
interface Harm {
  /** How long a moment is waited for. */
  Duration LONGEST_AWAITED = Duration.ofSeconds(20);

  /**
   * Waits for the moment at which to do it.
   *
   * @return false if it does not come
   */
  default boolean awaitMoment(Time time) throws IOException, InterruptedException {
    return true;
  }

  /** Does it. */
  void begin() throws IOException, InterruptedException;

  /** Lets it last for a time, or until the run is to end. */
  default void last(Duration time, Time now) throws IOException, InterruptedException {
    var _ = now.sleep(time);
  }

  /** Undoes it; the process may have ended meanwhile, and is started again by others. */
  void end() throws IOException, InterruptedException;
}
