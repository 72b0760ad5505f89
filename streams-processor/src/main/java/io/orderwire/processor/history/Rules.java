package io.orderwire.processor.history;

import java.time.Duration;

/**
 * The limits that decide what is appended. All of them, and every line of code in this package, are
 * covered by {@link #VERSION}; golden tests pin the outcomes.
 */
public final class Rules {

  /**
   * Version of the sequencing rules. Raise it with every change after which the same input could
   * lead to another history; the processor adopts a new version only once its input is drained.
   */
  public static final int VERSION = 1;

  /** How long an id is remembered, in record time, both ends included. */
  public static final Duration WINDOW = Duration.ofDays(7);

  /** How many of a partner's newest ids are remembered. */
  public static final int WINDOW_IDS = 100_000;

  /** How many slots one command may erase or trim. */
  public static final int MAX_SLOTS_PER_COMMAND = 10_000;

  /** The highest epoch a history can reach, so that its head stays small. */
  public static final int MAX_EPOCH = 1_000;

  private Rules() {}
}
