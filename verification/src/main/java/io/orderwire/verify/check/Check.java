package io.orderwire.verify.check;

import io.orderwire.verify.record.Recording;

/**
 * One guarantee as code. Neither blocks nor changes anything; an instance has no state and may be
 * used by many threads.
 */
public interface Check {

  /** The guarantee's name, for instance {@code order}. */
  String name();

  /** Looks through a recording that is complete, and tells of each violation. */
  void check(Recording recording, Findings findings);
}
