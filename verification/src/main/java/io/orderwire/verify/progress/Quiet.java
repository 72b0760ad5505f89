package io.orderwire.verify.progress;

import java.time.Duration;

/**
 * Tells when to wait no more: all has come, or nothing has for a while. Not safe for threads.
 *
 * <pre>
 * still 2 min   0:00 moves 7 · 1:00 moves 8 · 2:30 moves 8   MOVING: it is 1:30 since the last move
 *               3:00 moves 8                                 STILL
 *               any time, complete                           COMPLETE
 * </pre>
 */
public final class Quiet {
  private final Duration still;
  private Duration since = Duration.ZERO;
  private long moves = Long.MIN_VALUE;

  /** What to do. */
  public enum State {
    /** Wait: something moved not long ago. */
    MOVING,
    /** All has come. */
    COMPLETE,
    /** Something is missing, and nothing moves. */
    STILL
  }

  /**
   * Nothing was looked at.
   *
   * @param still how long nothing may move
   */
  public Quiet(Duration still) {
    this.still = still;
  }

  /**
   * Looks once more.
   *
   * @param now the time, never before the last one
   * @param movesNow a number that changes whenever something moves
   */
  public State look(Duration now, long movesNow, boolean complete) {
    if (complete) {
      return State.COMPLETE;
    }
    if (movesNow != moves) {
      moves = movesNow;
      since = now;
    }
    return now.minus(since).compareTo(still) < 0 ? State.MOVING : State.STILL;
  }
}
