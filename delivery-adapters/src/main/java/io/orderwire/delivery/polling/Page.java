package io.orderwire.delivery.polling;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.Position;
import java.util.List;

/**
 * A page.
 *
 * @param events what is shown, in the request's direction
 * @param cursor continues in that direction: the last item that was examined
 * @param newest where following begins
 * @param hasMore whether there is more in that direction
 * @param isSettled whether the same request will always show these items, erasures apart
 */
record Page(
    List<Event> events, Position cursor, Position newest, boolean hasMore, boolean isSettled) {}
