package io.orderwire.bench.suite;

import java.io.IOException;
import java.util.List;

/** One thing that is measured, and what it is measured against. */
public interface Row {
  /** What it is called on the command line. */
  String name();

  /** What is measured, against what, in one line. */
  String title();

  /** The numbers that it gives. */
  List<Metric> metrics();

  /** Whether it takes so long that it is only run where it is named. */
  default boolean isLong() {
    return false;
  }

  /**
   * Sets all up that its rounds need. May take minutes.
   *
   * @throws RowFailedException if that cannot be had
   */
  Contest open() throws IOException, InterruptedException;

  /** The two sides of a row, ready to run. Used by one thread. */
  interface Contest extends AutoCloseable {
    /**
     * One round of ours.
     *
     * @throws RowFailedException if what was delivered is not what had to be
     */
    Sample ours() throws IOException, InterruptedException;

    /**
     * One round of the baseline, of the same work.
     *
     * @throws RowFailedException if what was delivered is not what had to be
     */
    Sample baseline() throws IOException, InterruptedException;

    /** Ends what only this row needs. */
    @Override
    void close();
  }
}
