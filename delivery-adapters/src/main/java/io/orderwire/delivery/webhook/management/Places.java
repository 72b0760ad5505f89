package io.orderwire.delivery.webhook.management;

import io.orderwire.delivery.history.Extent;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.ItemIds;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.http.Cursors;
import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.Problem;
import io.orderwire.delivery.http.Query;
import io.orderwire.delivery.http.RefusedException;
import java.time.Instant;
import java.util.Optional;

/** Finds the places in a history from which a cursor can go on. */
final class Places {
  private static final String BEGINNING = "beginning";
  private static final String NOW = "now";

  private final History history;
  private final Cursors cursors;

  Places(History history, Cursors cursors) {
    this.history = history;
    this.cursors = cursors;
  }

  /**
   * The place that a text names: {@code now}, {@code beginning}, behind an item, or before the
   * first item that was recorded at a time or later.
   *
   * @param member where the text stands, for refusals
   * @throws RefusedException if it names none, or the history does not go on there
   */
  Position behind(String partnerId, String member, String text) throws InterruptedException {
    cursors.requireReady(partnerId);
    if (text.equals(NOW)) {
      return history.extent(partnerId).newest();
    }
    if (text.equals(BEGINNING)) {
      return beforeOldest(partnerId);
    }
    Optional<Instant> time = Query.rfc3339(text);
    if (time.isPresent()) {
      return at(partnerId, history.sequenceBefore(partnerId, time.get()));
    }
    return switch (ItemIds.decode(partnerId, text)) {
      case ItemIds.Decoded.Valid(Position position) -> {
        cursors.requireKept(partnerId, position);
        yield position;
      }
      case ItemIds.Decoded.Invalid() ->
          throw new RefusedException(
              Problem.of(
                      ErrorCode.INVALID_CURSOR,
                      member
                          + " must be now, beginning, the id of an item of this partner, or a time"
                          + " such as 2026-11-24T06:00:00Z, not '"
                          + Query.shown(text)
                          + "'.")
                  .with("parameter", member));
    };
  }

  /** The place of a sequence that is kept, or of the one before the oldest. */
  Position at(String partnerId, long sequence) {
    int newest = history.extent(partnerId).newest().epoch();
    return new Position((int) history.epochAt(partnerId, sequence).orElse(newest), sequence);
  }

  private Position beforeOldest(String partnerId) {
    Extent extent = history.extent(partnerId);
    return at(partnerId, Math.max(0, extent.oldest().sequence() - 1));
  }
}
