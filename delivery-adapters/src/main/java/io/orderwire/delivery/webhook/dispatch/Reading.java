package io.orderwire.delivery.webhook.dispatch;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.webhook.Delivery.Entry;
import io.orderwire.delivery.webhook.dispatch.Item.Kind;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How far the history has been read, and what became of what was read. */
final class Reading {
  private final DispatchRules rules;
  private final SettledRanges settled;
  private final Lanes lanes;
  private final NavigableMap<Long, Integer> epochs = new TreeMap<>();
  private long last;
  private Position previous;
  private long newest;
  private boolean atEnd;
  private int passedOver;
  private long expired;

  Reading(
      DispatchRules rules,
      SettledRanges settled,
      Lanes lanes,
      Position position,
      Position previous) {
    this.rules = rules;
    this.settled = settled;
    this.lanes = lanes;
    this.last = position.sequence();
    this.newest = last;
    this.previous = previous;
    epochs.put(last, position.epoch());
  }

  /** The sequence of the last item that was read. */
  long last() {
    return last;
  }

  /** The last item that was read and passes the filter. */
  Position previous() {
    return previous;
  }

  /** The newest sequence that is known of. */
  long newest() {
    return Math.max(newest, last);
  }

  /** The history reaches up to that sequence. */
  void reaches(long sequence) {
    newest = Math.max(newest, sequence);
    if (sequence > last) {
      atEnd = false;
    }
  }

  /** There may be more. */
  void wake() {
    atEnd = false;
  }

  /** Whether there is nothing to read for now. */
  boolean isAtEnd() {
    return atEnd || isComplete();
  }

  /** Whether all is read that is ever to be. */
  boolean isComplete() {
    return rules.upTo().isPresent() && last >= rules.upTo().getAsLong();
  }

  /** The sequence of what was read instead of the next item; 0 if nothing was missing. */
  long expired() {
    return expired;
  }

  /** How many items were passed over since this was last reset. */
  int passedOver() {
    return passedOver;
  }

  void resetPassedOver() {
    passedOver = 0;
  }

  /** A range was settled in which nothing passes the filter. */
  void passOver(long first, long sequence) {
    settled.settle(first, sequence);
    passedOver += (int) Math.min(Integer.MAX_VALUE / 2, sequence - first + 1);
  }

  /** The place of a sequence that was read, or of the one from which reading began. */
  Position position(long sequence) {
    return new Position(epochs.floorEntry(sequence).getValue(), sequence);
  }

  /** Takes what was read; what was read before is skipped. */
  void take(List<Event> events, @Nullable Gathering gathering) {
    if (events.isEmpty()) {
      atEnd = true;
    }
    for (Event event : events) {
      long sequence = event.position().sequence();
      if (isComplete() || (gathering != null && gathering.isFull(last))) {
        return;
      }
      if (sequence > last + 1) {
        expired = sequence;
        return;
      }
      if (sequence == last + 1) {
        take(event, gathering);
      }
    }
    epochs.headMap(epochs.floorKey(settled.position()), false).clear();
  }

  private void take(Event event, @Nullable Gathering gathering) {
    last = event.position().sequence();
    if (epochs.lastEntry().getValue().intValue() != event.position().epoch()) {
      epochs.put(last, event.position().epoch());
    }
    boolean isKnown = settled.contains(last);
    settled.readUpTo(last);
    if (rules.definition().passes(event.type())) {
      Entry entry = new Entry(event, previous);
      previous = event.position();
      if (isKnown) {
        return;
      }
      if (gathering == null) {
        lanes.add(Item.of(entry, rules.definition().order(), Kind.NEXT, 0));
      } else {
        gathering.add(entry);
      }
    } else if (gathering == null && !isKnown) {
      passOver(last, last);
    }
  }
}
