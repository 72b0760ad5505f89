package io.orderwire.delivery.polling;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.Position;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * Which page is asked for.
 *
 * @param limit how many items at most, 1 to 1,000
 * @param filter which items are shown
 */
record PageRequest(String partnerId, Boundary boundary, int limit, Predicate<Event> filter) {
  /** Shows all items. */
  static final Predicate<Event> ALL = event -> true;

  /** Where a page begins, and in which direction it goes. */
  sealed interface Boundary {
    /** Oldest first, after an item. */
    record NewerThan(Position position) implements Boundary {}

    /** Newest first, before an item. */
    record OlderThan(Position position) implements Boundary {}

    /** Oldest first, from a record time on. */
    record Since(Instant time) implements Boundary {}

    /** Newest first, from the newest on. */
    record Newest() implements Boundary {}
  }
}
