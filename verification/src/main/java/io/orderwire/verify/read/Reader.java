package io.orderwire.verify.read;

/** Reads one channel until the run is to end, whatever goes wrong. Blocks. */
@FunctionalInterface
public interface Reader {
  /** Returns at the run's end; an interrupt ends it at once. */
  void run() throws InterruptedException;
}
