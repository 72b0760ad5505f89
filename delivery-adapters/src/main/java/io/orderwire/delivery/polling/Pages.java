package io.orderwire.delivery.polling;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.Extent;
import io.orderwire.delivery.history.History;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.http.Cursors;
import io.orderwire.delivery.polling.PageRequest.Boundary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Reads pages. Safe for use by many threads. */
final class Pages {
  /** How long a stop of the service may go unnoticed by a request that waits. */
  private static final Duration LOOK_UP = Duration.ofSeconds(1);

  private final History history;
  private final Cursors cursors;
  private final LongSupplier nanoTime;
  private final BooleanSupplier stopping;

  /**
   * Over the histories.
   *
   * @param nanoTime a clock as {@link System#nanoTime}
   * @param stopping whether the service stops, so that nobody should wait any more
   */
  Pages(History history, Cursors cursors, LongSupplier nanoTime, BooleanSupplier stopping) {
    this.history = history;
    this.cursors = cursors;
    this.nanoTime = nanoTime;
    this.stopping = stopping;
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
      case Boundary.Since(var time) -> forward(request, before(request, time), wait);
      case Boundary.OlderThan(Position position) -> {
        cursors.requireKept(request.partnerId(), position);
        Extent extent = history.extent(request.partnerId());
        Page page = backward(request, position, position.sequence(), extent);
        cursors.requireNotReplaced(request.partnerId(), position);
        yield page;
      }
      case Boundary.Newest() -> {
        // The extent first: what comes after it is neither shown nor skipped by newest_cursor.
        Extent extent = history.extent(request.partnerId());
        yield backward(request, extent.newest(), extent.newest().sequence() + 1, extent);
      }
    };
  }

  /** The place before a time; found anew where a new epoch began while it was looked for. */
  private Position before(PageRequest request, Instant time) {
    String partnerId = request.partnerId();
    while (true) {
      long sequence = history.sequenceBefore(partnerId, time);
      int epoch = (int) history.epochAt(partnerId, sequence).orElse(0);
      if (history.sequenceBefore(partnerId, time) >= sequence) {
        return new Position(epoch, sequence);
      }
    }
  }

  /** What was read counts only if it still follows the cursor afterwards. */
  private Page forward(PageRequest request, Position after, Duration wait)
      throws InterruptedException {
    String partnerId = request.partnerId();
    long deadline = nanoTime.getAsLong() + wait.toNanos();
    Walk walk = new Walk(request, after);
    while (true) {
      walk.run(
          walk.cursor().sequence(),
          (sequence, limit) -> {
            List<Event> items = history.readAfter(partnerId, sequence, limit);
            cursors.requireNotReplaced(partnerId, walk.cursor());
            return items;
          });
      Extent extent = history.extent(partnerId);
      Position cursor = walk.cursor();
      boolean atFrozenEnd = extent.frozen() && cursor.sequence() >= extent.newest().sequence();
      if (atFrozenEnd && !walk.hasExamined()) {
        throw Cursors.frozen();
      }
      Duration left = Duration.ofNanos(deadline - nanoTime.getAsLong());
      if (walk.hasShown()
          || walk.isFull()
          || atFrozenEnd
          || !left.isPositive()
          || stopping.getAsBoolean()) {
        return page(request, walk, extent, cursor.sequence() < extent.newest().sequence());
      }
      Duration slice = left.compareTo(LOOK_UP) < 0 ? left : LOOK_UP;
      var _ = history.awaitAfter(partnerId, cursor.sequence(), slice);
    }
  }

  private Page backward(PageRequest request, Position from, long below, Extent extent) {
    Walk walk = new Walk(request, from);
    walk.run(below, (sequence, limit) -> history.readBefore(request.partnerId(), sequence, limit));
    long examinedFrom = walk.hasExamined() ? walk.cursor().sequence() : below;
    boolean hasMore = walk.hasExamined() && examinedFrom > extent.oldest().sequence();
    return page(request, walk, extent, hasMore);
  }

  /** A page is settled where it names its place, is as long as it may be, and is not the last. */
  private static Page page(PageRequest request, Walk walk, Extent extent, boolean hasMore) {
    boolean namesItsPlace =
        switch (request.boundary()) {
          case Boundary.NewerThan(var _), Boundary.OlderThan(var _) -> true;
          case Boundary.Since(var _), Boundary.Newest() -> false;
        };
    return new Page(
        walk.shown(),
        walk.cursor(),
        extent.newest(),
        hasMore,
        namesItsPlace && walk.isFull() && hasMore);
  }
}
