package io.orderwire.processor.history.topology;

import io.orderwire.processor.history.RejectionReason;

/**
 * Counts what happens, also in attempts that are aborted and made again. Called by many threads;
 * does not block or throw.
 */
public interface Tally {

  /** An event was appended. */
  void appended();

  /** An event or a command was had before. */
  void duplicate();

  /** A command took effect. */
  void applied();

  /** A record was rejected. */
  void rejected(RejectionReason reason);

  /** A record was below the partition's last offset. */
  void skipped();

  /** A partition waits for the schema registry; repeated while it does. */
  void waits(int partition);

  /** A partition that waited goes on. */
  void goesOn(int partition);
}
