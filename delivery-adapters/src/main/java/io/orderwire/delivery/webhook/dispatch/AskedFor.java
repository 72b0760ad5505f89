package io.orderwire.delivery.webhook.dispatch;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.subscription.Progress.Retry;
import io.orderwire.delivery.webhook.Definition;
import io.orderwire.delivery.webhook.Delivery.Entry;
import io.orderwire.delivery.webhook.Format;
import io.orderwire.delivery.webhook.dispatch.Item.Kind;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Items that were set aside and then asked for, until they are read: their place in the history is
 * settled, so they are read one by one, together with some before them that tell which is the
 * previous one. Where none of these passes the filter, {@link Position#START} stands for it.
 */
final class AskedFor {
  private static final int LOOK_BACK = 50;

  private final Definition definition;
  private final NavigableMap<Long, Retry> retries;
  private final Lanes lanes;
  private final NavigableSet<Long> unread = new TreeSet<>();
  private int lookBack = LOOK_BACK;
  private boolean waits;
  private boolean reading;

  AskedFor(Definition definition, NavigableMap<Long, Retry> retries, Lanes lanes) {
    this.definition = definition;
    this.retries = retries;
    this.lanes = lanes;
  }

  void add(long sequence) {
    unread.add(sequence);
  }

  boolean isEmpty() {
    return unread.isEmpty();
  }

  /** Whether one can be read now. */
  boolean isReadable() {
    return !unread.isEmpty() && !waits;
  }

  /** What to read for the first of them; the next offer is the answer. */
  Step.Fetch read() {
    reading = true;
    long sequence = unread.first();
    long after = Math.max(0, sequence - 1 - lookBack);
    return new Step.Fetch(after, (int) (sequence - after));
  }

  /** Something else is read. */
  void forgetReading() {
    reading = false;
  }

  /** The history may have grown: an instance that has just taken over may not have had it all. */
  void wake() {
    waits = false;
  }

  /** Takes an answer; false where none was waited for. An item that is not kept is dropped. */
  boolean take(List<Event> read) {
    if (!reading) {
      return false;
    }
    reading = false;
    long sequence = unread.first();
    if (read.isEmpty()) {
      waits = true;
      return true;
    }
    Event last = read.getLast();
    if (last.position().sequence() < sequence) {
      waits = lookBack == 0;
      lookBack = 0;
      return true;
    }
    lookBack = LOOK_BACK;
    unread.remove(sequence);
    if (last.position().sequence() > sequence) {
      retries.remove(sequence);
      return true;
    }
    boolean isTrigger = definition.format() == Format.TRIGGER;
    Position previous = isTrigger ? before(last) : previous(read);
    lanes.add(
        Item.of(new Entry(last, previous), definition.order(), Kind.ASKED_FOR, isTrigger ? 1 : 0));
    return true;
  }

  private Position previous(List<Event> read) {
    Position previous = Position.START;
    for (Event event : read.subList(0, read.size() - 1)) {
      previous = definition.passes(event.type()) ? event.position() : previous;
    }
    return previous;
  }

  /** The place from which polling gets the event first. */
  private static Position before(Event event) {
    Position position = event.position();
    return position.sequence() == 1
        ? Position.START
        : new Position(position.epoch(), position.sequence() - 1);
  }
}
