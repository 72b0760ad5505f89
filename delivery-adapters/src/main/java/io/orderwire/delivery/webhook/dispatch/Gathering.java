package io.orderwire.delivery.webhook.dispatch;

import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.webhook.Delivery.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a trigger will stand for: everything from a sequence on that is not settled. Only the newest
 * item is held. Once cut, it is not changed any more: its id must be stable over retries.
 */
final class Gathering {
  /** A trigger stands for no more items than this, so that reading on ends. */
  private static final int MOST = 1_000_000;

  private final long first;
  private final Position previous;
  private final long upTo;
  private long count;
  private long lowest;
  private @Nullable Entry newest;
  private boolean cut;

  /**
   * Begins.
   *
   * @param first the lowest sequence that is not settled
   * @param previous the item that passed the filter before it
   * @param upTo where a trigger was cut that failed; {@link Long#MAX_VALUE} for none
   * @param items what was read already
   */
  Gathering(long first, Position previous, long upTo, List<Item> items) {
    this.first = first;
    this.previous = previous;
    this.upTo = upTo;
    items.forEach(item -> add(item.entry()));
  }

  long first() {
    return first;
  }

  Position previous() {
    return previous;
  }

  void add(Entry entry) {
    if (count++ == 0) {
      lowest = entry.event().position().sequence();
    }
    newest = entry;
  }

  /** Whether it takes nothing more, when all up to that sequence has been read. */
  boolean isFull(long read) {
    return read >= upTo || count >= MOST;
  }

  boolean holdsItem() {
    return newest != null;
  }

  boolean isCut() {
    return cut;
  }

  /**
   * The trigger for all that was read; null if nothing is pending. Who polls from its place gets
   * the first pending item next.
   */
  @Nullable Item cut(Reading reading) {
    if (newest == null) {
      return null;
    }
    cut = true;
    Position behind = reading.position(lowest - 1);
    return Item.trigger(first, reading.last(), new Entry(newest.event(), behind), count);
  }
}
