package io.orderwire.delivery.sse;

import io.orderwire.delivery.history.Position;
import java.util.Optional;

/** What a connection does next. */
sealed interface Step {
  /**
   * Sends these bytes, and then takes the next step.
   *
   * @param bytes not to be written to: connections share them
   */
  record Send(byte[] bytes) implements Step {}

  /** Takes the next step at once, but not before others had their turn. */
  record Again() implements Step {}

  /** Waits until the history changes, or until a time as of {@link System#nanoTime}. */
  record Await(long until) implements Step {}

  /** Goes on with other steps. */
  record Become(Steps next) implements Step {}

  /** Ends with a {@code goaway}. */
  record GoAway(End end) implements Step {}

  /** Ends without a word. */
  record Leave() implements Step {}

  /** A connection's steps. For one thread at a time, but for {@link #position}. */
  interface Steps {
    /**
     * The next step; quick, and does not block.
     *
     * @param shared what the partner's other connections have rendered
     */
    Step next(long now, SharedFrames shared);

    /** What the step before sent has gone out. */
    void sent(long now);

    /** The last item that was sent; empty before it is known where the connection begins. */
    Optional<Position> position();
  }
}
