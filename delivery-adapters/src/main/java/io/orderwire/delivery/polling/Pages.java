package io.orderwire.delivery.polling;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.Extent;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.http.Cursors;
import io.orderwire.delivery.polling.PageRequest.Boundary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Reads pages. Safe for use by many threads. */
final class Pages {
  private static final int MOST_EXAMINED = 10_000;
  private static final int CHUNK = 500;

  private final History history;
  private final Cursors cursors;
  private final LongSupplier nanoTime;

  Pages(History history, Cursors cursors, LongSupplier nanoTime) {
    this.history = history;
    this.cursors = cursors;
    this.nanoTime = nanoTime;
  }

  /**
   * The page that is asked for; where it would show nothing and goes towards the new, waits for an
   * item that it can show.
   *
   * @param wait how long to wait at most; zero not to
   */
  Page read(PageRequest request, Duration wait) throws InterruptedException {
    cursors.requireReady(request.partnerId());
    return switch (request.boundary()) {
      case Boundary.NewerThan(Position position) -> {
        cursors.requireKept(request.partnerId(), position);
        yield forward(request, position, wait);
      }
      case Boundary.Since(var time) ->
          forward(request, at(request, history.sequenceBefore(request.partnerId(), time)), wait);
      case Boundary.OlderThan(Position position) -> {
        cursors.requireKept(request.partnerId(), position);
        yield backward(request, position.sequence(), position);
      }
      case Boundary.Newest() ->
          backward(request, Long.MAX_VALUE, history.extent(request.partnerId()).newest());
    };
  }

  private Position at(PageRequest request, long sequence) {
    return new Position((int) history.epochAt(request.partnerId(), sequence).orElse(0), sequence);
  }

  private Page forward(PageRequest request, Position after, Duration wait)
      throws InterruptedException {
    long deadline = nanoTime.getAsLong() + wait.toNanos();
    Page page = forward(request, after);
    while (page.events().isEmpty()) {
      Duration left = Duration.ofNanos(deadline - nanoTime.getAsLong());
      if (!left.isPositive()) {
        return page;
      }
      if (!page.hasMore()
          && !history.awaitAfter(request.partnerId(), page.cursor().sequence(), left)) {
        return page;
      }
      page = forward(request, page.cursor());
    }
    return page;
  }

  private Page forward(PageRequest request, Position after) {
    List<Event> shown = new ArrayList<>();
    Position cursor = after;
    int examined = 0;
    while (shown.size() < request.limit() && examined < MOST_EXAMINED) {
      int ask = Math.min(Math.max(request.limit() - shown.size(), CHUNK), MOST_EXAMINED - examined);
      List<Event> chunk = history.readAfter(request.partnerId(), cursor.sequence(), ask);
      for (Event event : chunk) {
        if (shown.size() == request.limit()) {
          break;
        }
        examined++;
        cursor = event.position();
        if (request.filter().test(event)) {
          shown.add(event);
        }
      }
      if (chunk.size() < ask) {
        break;
      }
    }
    Extent extent = history.extent(request.partnerId());
    if (examined == 0 && extent.frozen() && cursor.sequence() >= extent.newest().sequence()) {
      throw Cursors.frozen();
    }
    boolean hasMore = cursor.sequence() < extent.newest().sequence();
    boolean isSettled = hasMore && shown.size() == request.limit();
    return new Page(shown, cursor, extent.newest(), hasMore, isSettled && isFixed(request));
  }

  private Page backward(PageRequest request, long before, Position from) {
    List<Event> shown = new ArrayList<>();
    Position cursor = from;
    long below = before;
    int examined = 0;
    while (shown.size() < request.limit() && examined < MOST_EXAMINED) {
      int ask = Math.min(Math.max(request.limit() - shown.size(), CHUNK), MOST_EXAMINED - examined);
      List<Event> chunk = history.readBefore(request.partnerId(), below, ask);
      for (Event event : chunk) {
        if (shown.size() == request.limit()) {
          break;
        }
        examined++;
        cursor = event.position();
        below = cursor.sequence();
        if (request.filter().test(event)) {
          shown.add(event);
        }
      }
      if (chunk.size() < ask) {
        break;
      }
    }
    Extent extent = history.extent(request.partnerId());
    long examinedFrom = examined == 0 ? before : cursor.sequence();
    boolean hasMore = examinedFrom != Long.MAX_VALUE && examinedFrom > extent.oldest().sequence();
    boolean isSettled = hasMore && shown.size() == request.limit();
    return new Page(shown, cursor, extent.newest(), hasMore, isSettled && isFixed(request));
  }

  /** Whether the request names a place that stays where it is. */
  private static boolean isFixed(PageRequest request) {
    return request.boundary() instanceof Boundary.NewerThan
        || request.boundary() instanceof Boundary.OlderThan;
  }
}
