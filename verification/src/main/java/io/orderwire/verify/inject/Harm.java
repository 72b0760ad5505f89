package io.orderwire.verify.inject;

import io.orderwire.verify.time.Time;
import java.io.IOException;
import java.time.Duration;

/** What is done to a process and undone. For one thread. */
interface Harm {
  /** Does it. */
  void begin() throws IOException, InterruptedException;

  /** Lets it last for a time, or until the run is to end. */
  default void last(Duration time, Time now) throws IOException, InterruptedException {
    var _ = now.sleep(time);
  }

  /** Undoes it; the process may have ended meanwhile, and is started again by others. */
  void end() throws IOException, InterruptedException;
}
