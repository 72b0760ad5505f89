package io.orderwire.verify.read;

/**
 * Reads one channel until the run is to end, whatever goes wrong. Blocks. Fails with an {@link
 * java.io.UncheckedIOException} only where a whole answer came that cannot be read.
 */
@FunctionalInterface
public interface Reader {
  /** Returns at the run's end; an interrupt ends it at once. */
  void run() throws InterruptedException;
}
