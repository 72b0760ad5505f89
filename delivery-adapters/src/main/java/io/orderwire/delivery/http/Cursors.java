package io.orderwire.delivery.http;

import io.orderwire.delivery.history.Extent;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.ItemIds;
import io.orderwire.delivery.history.Position;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Turns cursors into positions, and refuses those that lead nowhere. A cursor beyond the newest
 * item is waited for a little: another instance may have shown it already. Safe for use by many
 * threads.
 */
public final class Cursors {
  private static final Duration CATCH_UP = Duration.ofSeconds(2);
  private static final Duration SOON = Duration.ofSeconds(1);

  private final History history;

  /** Over the histories. */
  public Cursors(History history) {
    this.history = history;
  }

  /** The position that a cursor names; refuses what is no cursor of this partner. */
  public static Position decode(String partnerId, String cursor) {
    return switch (ItemIds.decode(partnerId, cursor)) {
      case ItemIds.Decoded.Valid(Position position) -> position;
      case ItemIds.Decoded.Invalid() ->
          throw RefusedException.of(
              ErrorCode.INVALID_CURSOR,
              "This is not a cursor of yours: it is mistyped, cut, or another partner's.");
    };
  }

  /** Refuses, for now, where this instance cannot answer for a partner. */
  public void requireReady(String partnerId) {
    switch (history.readiness(partnerId)) {
      case History.Readiness.Ready() -> {}
      case History.Readiness.CatchingUp() ->
          throw lagging("This instance is still reading the history.");
      case History.Readiness.Elsewhere(), History.Readiness.NoOwner() ->
          throw passing(ErrorCode.NO_OWNER, "The history is moving to another instance.");
    }
  }

  /**
   * Checks that the history still goes on after a position.
   *
   * @throws RefusedException if it is not kept any more, was replaced, or lies beyond the newest;
   *     where this instance may only not have read it yet, the refusal says to try again
   */
  public void requireKept(String partnerId, Position position) throws InterruptedException {
    if (isBeyond(partnerId, position)) {
      var _ = history.awaitAfter(partnerId, position.sequence() - 1, CATCH_UP);
    }
    if (isBeyond(partnerId, position)) {
      requireNotFrozen(partnerId);
      if (history.mayLag(partnerId)) {
        throw lagging("This instance may not know all of the history.");
      }
      requireNotBeyond(partnerId, position);
    }
    requireNotReplaced(partnerId, position);
  }

  private boolean isBeyond(String partnerId, Position position) {
    return position.sequence() > history.extent(partnerId).newest().sequence();
  }

  private void requireNotFrozen(String partnerId) {
    if (history.extent(partnerId).frozen()) {
      throw frozen();
    }
  }

  private void requireNotBeyond(String partnerId, Position position) {
    Extent extent = history.extent(partnerId);
    if (position.sequence() > extent.newest().sequence()) {
      throw new RefusedException(
          Problem.of(
                  ErrorCode.CURSOR_AHEAD,
                  "This cursor lies beyond the newest item, which is "
                      + extent.newest().sequence()
                      + ".")
              .with("newest_cursor", ItemIds.encode(partnerId, extent.newest())));
    }
  }

  /**
   * As {@link #requireKept}, for what can wait: a place beyond the newest item of a frozen history
   * passes, since that is what becomes visible when the incident is resolved.
   */
  public void requireKeptOrFrozen(String partnerId, Position position) throws InterruptedException {
    Extent extent = history.extent(partnerId);
    if (!extent.frozen() || position.sequence() <= extent.newest().sequence()) {
      requireKept(partnerId, position);
    }
  }

  /**
   * Checks that a place was not trimmed or replaced, wherever the newest item is. Such a place
   * never becomes valid again: where this holds after a read, what was read followed the place.
   *
   * @throws RefusedException if it is not kept any more, or was replaced
   */
  public void requireNotReplaced(String partnerId, Position position) {
    Extent extent = history.extent(partnerId);
    if (position.sequence() < extent.oldest().sequence() - 1) {
      throw expired(
          partnerId,
          extent,
          "Items before " + extent.oldest().sequence() + " are not kept any more.");
    }
    if (isReplaced(partnerId, extent, position)) {
      throw expired(
          partnerId,
          extent,
          "Items from "
              + position.sequence()
              + " on were replaced after an incident: go back to an earlier cursor.");
    }
  }

  /** Whether a place was neither trimmed nor replaced, as {@link #requireNotReplaced}. */
  public boolean isValid(String partnerId, Position position) {
    Extent extent = history.extent(partnerId);
    return position.sequence() >= extent.oldest().sequence() - 1
        && !isReplaced(partnerId, extent, position);
  }

  /** Beyond the newest item, what a newer epoch replaced is told by the newest one's epoch. */
  private boolean isReplaced(String partnerId, Extent extent, Position position) {
    OptionalLong epoch = history.epochAt(partnerId, position.sequence());
    return epoch.isPresent()
        ? epoch.getAsLong() != position.epoch()
        : extent.newest().epoch() > position.epoch();
  }

  private static RefusedException lagging(String detail) {
    return passing(ErrorCode.NOT_CAUGHT_UP, detail);
  }

  private static RefusedException passing(ErrorCode code, String detail) {
    return new RefusedException(
        Problem.of(code, detail + " Try again in a moment.").retryAfter(SOON));
  }

  /** What is answered beyond the last item that is agreed on. */
  public static RefusedException frozen() {
    return new RefusedException(
        Problem.of(
                ErrorCode.HISTORY_FROZEN,
                "Items beyond this place are withheld until the operator has resolved an incident.")
            .retryAfter(Duration.ofSeconds(30)));
  }

  private RefusedException expired(String partnerId, Extent extent, String detail) {
    return new RefusedException(
        Problem.of(ErrorCode.CURSOR_EXPIRED, detail)
            .with("oldest_cursor", ItemIds.encode(partnerId, beforeOldest(partnerId, extent))));
  }

  /** The place from which newer_than begins with the oldest item. */
  private Position beforeOldest(String partnerId, Extent extent) {
    long sequence = Math.max(0, extent.oldest().sequence() - 1);
    if (sequence == 0) {
      return Position.START;
    }
    OptionalLong epoch = history.epochAt(partnerId, sequence);
    return new Position((int) epoch.orElse(extent.oldest().epoch()), sequence);
  }
}
