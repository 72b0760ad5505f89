package io.orderwire.delivery.sse;

import io.orderwire.delivery.history.Extent;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.http.Cursors;
import io.orderwire.delivery.http.ErrorCode;
import io.orderwire.delivery.http.Query;
import io.orderwire.delivery.http.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a stream begins: after an item, from a time on, or with what comes next.
 *
 * @param after the item
 * @param since the time; where there is an item, empty
 */
record StreamStart(Optional<Position> after, Optional<Instant> since) {
  /** Reads it: the header beats {@code last_event_id}, and that beats the other boundaries. */
  static StreamStart of(HttpServletRequest request, String partnerId, Query query) {
    String header = request.getHeader("Last-Event-ID");
    Optional<String> newerThan = query.text("newer_than");
    Optional<Instant> since = query.since();
    Optional<String> cursor =
        Optional.ofNullable(header)
            .filter(id -> !id.isEmpty())
            .or(() -> query.text("last_event_id"));
    if (cursor.isEmpty() && newerThan.isPresent() && since.isPresent()) {
      throw RefusedException.of(
          ErrorCode.CONFLICTING_BOUNDARIES, "Give one of newer_than and since, or none.");
    }
    Optional<Position> after = cursor.or(() -> newerThan).map(id -> Cursors.decode(partnerId, id));
    return new StreamStart(after, after.isPresent() ? Optional.empty() : since);
  }

  /** Refuses a place from which the history does not go on, now or after an incident. */
  void require(Cursors cursors, String partnerId) throws InterruptedException {
    if (after.isPresent()) {
      cursors.requireKeptOrFrozen(partnerId, after.get());
    }
  }

  /** The place after which the stream begins. */
  Position position(History history, String partnerId) {
    if (after.isPresent()) {
      return after.get();
    }
    Extent extent = history.extent(partnerId);
    if (since.isEmpty()) {
      return extent.newest();
    }
    long sequence = history.sequenceBefore(partnerId, since.get());
    return new Position((int) history.epochAt(partnerId, sequence).orElse(0), sequence);
  }
}
