package io.orderwire.delivery.webhook.dispatch;

import io.orderwire.delivery.subscription.Progress.Retry;
import io.orderwire.delivery.webhook.dispatch.Item.Kind;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All items that are held, in their lanes, and the lanes that wait for a request: those whose first
 * item was never sent, those whose failed item is due, and those whose failed item is not.
 */
final class Lanes {
  private final NavigableMap<Long, Retry> retries;
  private final Map<Object, Lane> lanes = new HashMap<>();
  private final NavigableMap<Long, Item> open = new TreeMap<>();
  private final NavigableSet<Lane> fresh = new TreeSet<>(Lane.BY_SEQUENCE);
  private final NavigableSet<Lane> due = new TreeSet<>(Lane.BY_SEQUENCE);
  private final NavigableSet<Lane> waiting = new TreeSet<>(Lane.BY_DUE_TIME);
  private int items;
  private long bytes;

  /** With the failed items by first sequence, which are changed here while their lane is held. */
  Lanes(NavigableMap<Long, Retry> retries) {
    this.retries = retries;
  }

  int items() {
    return items;
  }

  long bytes() {
    return bytes;
  }

  /** The items of the history that are held and not settled, by sequence. */
  NavigableMap<Long, Item> open() {
    return open;
  }

  /** How many lanes have something to send now. */
  int ready() {
    return fresh.size() + due.size();
  }

  void add(Item item) {
    Lane lane = lanes.computeIfAbsent(item.lane(), key -> new Lane());
    leaveLine(lane);
    lane.items.put(item.sequence(), item);
    items++;
    bytes += item.bytes();
    if (item.kind() == Kind.NEXT) {
      open.put(item.sequence(), item);
    }
    line(lane);
  }

  /** Takes the items of the history that are held out; none of them may be in flight. */
  List<Item> takeOpen() {
    List<Item> taken = List.copyOf(open.values());
    taken.forEach(this::remove);
    return taken;
  }

  /** A request of the lane begins. */
  void begin(Lane lane) {
    leaveLine(lane);
    lane.inFlight = true;
  }

  /** The lane's request was not made after all. */
  void putBack(Lane lane) {
    lane.inFlight = false;
    line(lane);
  }

  /** The lane's request has ended, and these items are settled. */
  void settle(Lane lane, List<Item> settled) {
    lane.inFlight = false;
    for (Item item : settled) {
      retries.remove(item.sequence());
      remove(item);
    }
  }

  /** The lane's request has ended, and is to be repeated. */
  void fail(Lane lane, Retry retry) {
    retries.put(retry.sequence(), retry);
    lane.inFlight = false;
    line(lane);
  }

  /** Failed items that are due by now may be sent. */
  void admit(Instant now) {
    while (!waiting.isEmpty() && !waiting.first().dueAt.isAfter(now)) {
      Lane lane = waiting.removeFirst();
      lane.line = due;
      lane.isReady = true;
      due.add(lane);
    }
  }

  /**
   * The lane that gets the next request.
   *
   * @param preferFresh whether items that were never sent come before failed ones
   */
  @Nullable Lane next(boolean preferFresh) {
    NavigableSet<Lane> preferred = (preferFresh && !fresh.isEmpty()) || due.isEmpty() ? fresh : due;
    return preferred.isEmpty() ? null : preferred.first();
  }

  /** Whether no lane waits to repeat a request. */
  boolean hasNoFailure() {
    return due.isEmpty() && waiting.isEmpty();
  }

  /** Whether a lane waits whose first item was never sent. */
  boolean hasFresh() {
    return !fresh.isEmpty();
  }

  /** When the next failed item will be due; null for none. */
  @Nullable Instant nextDue() {
    return waiting.isEmpty() ? null : waiting.first().dueAt;
  }

  /**
   * The lane whose requests find out whether the endpoint is back: the failed one with the most
   * attempts, so that one item goes through the schedule and not each in turn; else, and if that is
   * not due and {@code takesFresh}, one whose first item was never sent. Null for none.
   */
  @Nullable Lane probe(boolean takesFresh) {
    Lane most = null;
    for (NavigableSet<Lane> failing : List.of(due, waiting)) {
      for (Lane lane : failing) {
        if (most == null
            || lane.attempts > most.attempts
            || (lane.attempts == most.attempts && lane.headSequence < most.headSequence)) {
          most = lane;
        }
      }
    }
    boolean isFresh = !fresh.isEmpty() && (most == null || (takesFresh && !most.isReady));
    return isFresh ? fresh.first() : most;
  }

  private void remove(Item item) {
    Lane lane = lanes.get(item.lane());
    if (lane == null || lane.items.remove(item.sequence()) == null) {
      throw new IllegalStateException("an item that is not held: " + item.sequence());
    }
    leaveLine(lane);
    items--;
    bytes -= item.bytes();
    if (item.kind() == Kind.NEXT) {
      open.remove(item.sequence());
    }
    if (lane.items.isEmpty() && !lane.inFlight) {
      lanes.remove(item.lane());
    } else {
      line(lane);
    }
  }

  private static void leaveLine(Lane lane) {
    if (lane.line != null) {
      lane.line.remove(lane);
      lane.line = null;
    }
  }

  private void line(Lane lane) {
    if (lane.inFlight) {
      return;
    }
    leaveLine(lane);
    lane.headSequence = lane.head().sequence();
    Retry retry = retries.get(lane.headSequence);
    lane.attempts = retry == null ? 0 : retry.attempts();
    lane.dueAt = retry == null ? Instant.MIN : retry.dueAt();
    lane.isReady = retry == null;
    lane.line = lane.isReady ? fresh : waiting;
    lane.line.add(lane);
  }
}
