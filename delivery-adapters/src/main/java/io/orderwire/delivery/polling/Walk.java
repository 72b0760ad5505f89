package io.orderwire.delivery.polling;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.Position;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes through a history in one direction and picks out what a page shows. What ends it depends on
 * the items alone, never on time or on how they were read, so that a full page is the same each
 * time. Not thread-safe; may be run again, to go on where more has come.
 */
final class Walk {
  /** How many items a page examines at most. */
  static final int MOST_EXAMINED = 10_000;

  /** A page takes no further item once it holds this many bytes of items. */
  static final int MOST_BYTES = 4 << 20;

  private static final int FIRST_CHUNK = 100;
  private static final int LARGEST_CHUNK = 1_000;
  private static final long CHUNK_BYTES = 1 << 20;

  private final PageRequest request;
  private final List<Event> shown = new ArrayList<>();
  private Position cursor;
  private int examined;
  private long shownBytes;
  private long examinedBytes;

  Walk(PageRequest request, Position start) {
    this.request = request;
    this.cursor = start;
  }

  /** Reads the items that follow a sequence in the walk's direction. */
  @FunctionalInterface
  interface Reader {
    /** At most {@code limit} items, and at least one unless this is the end. */
    List<Event> next(long sequence, int limit);
  }

  @SuppressWarnings("ThreadPriorityCheck") // Virtual threads are not preempted: others get a turn.
  void run(long from, Reader reader) {
    long sequence = from;
    while (!isFull()) {
      List<Event> chunk = reader.next(sequence, chunk());
      if (chunk.isEmpty()) {
        return;
      }
      for (Event event : chunk) {
        examine(event);
        sequence = cursor.sequence();
        if (isFull()) {
          return;
        }
      }
      if (examined >= FIRST_CHUNK) {
        Thread.yield();
      }
    }
  }

  private void examine(Event event) {
    examined++;
    examinedBytes += event.jsonLength();
    cursor = event.position();
    if (request.filter().test(event)) {
      shown.add(event);
      shownBytes += event.jsonLength();
    }
  }

  /** As many as may still be shown, and more where few pass; but few where items are large. */
  private int chunk() {
    int most = MOST_EXAMINED - examined;
    if (examined == 0) {
      return Math.min(request.limit(), FIRST_CHUNK);
    }
    long average = Math.max(1, examinedBytes / examined);
    long affordable = Math.max(1, Math.min(LARGEST_CHUNK, CHUNK_BYTES / average));
    boolean isSparse = shown.size() < examined / 2;
    long wanted = isSparse ? LARGEST_CHUNK : request.limit() - shown.size();
    return (int) Math.min(most, Math.min(wanted, affordable));
  }

  /** Whether it ended because the page may not be longer. */
  boolean isFull() {
    return shown.size() == request.limit() || examined == MOST_EXAMINED || shownBytes >= MOST_BYTES;
  }

  boolean hasShown() {
    return !shown.isEmpty();
  }

  boolean hasExamined() {
    return examined > 0;
  }

  /** The last item that was examined; where it started, if there was none. */
  Position cursor() {
    return cursor;
  }

  List<Event> shown() {
    return List.copyOf(shown);
  }
}
