package io.orderwire.processes;

import java.io.IOException;
import java.util.OptionalLong;

/**
 * One process of a system. For one thread at a time, but for {@link #runningPid} and {@link
 * #close}.
 */
public interface Part extends AutoCloseable {
  /** What messages call it. */
  String name();

  /** Starts it, unless it runs, and returns at once. */
  void begin();

  /**
   * Waits until it says that it can serve.
   *
   * @throws io.orderwire.embedded.StartException if it has ended, or does not serve in time and has
   *     been killed
   */
  void awaitReady();

  /** Kills it as {@code kill -9} does; returns when it is gone. */
  void kill();

  /** Stops it in an orderly way, if it runs; kills it where that takes too long. */
  @Override
  void close();

  /** Its process id while it runs or is halted; may be asked by any thread. */
  OptionalLong runningPid();

  /** Whether it can be connected to, ready or not; may be asked by any thread. */
  default boolean isListening() {
    return runningPid().isPresent();
  }

  /** Halts it as {@code kill -STOP} does: nothing runs in it, and it tells nobody. */
  default void halt() throws IOException, InterruptedException {
    Signal.STOP.send(this);
  }

  /** Lets it go on where it was halted. */
  default void goOn() throws IOException, InterruptedException {
    Signal.CONT.send(this);
  }
}
