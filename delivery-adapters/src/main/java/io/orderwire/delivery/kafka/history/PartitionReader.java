package io.orderwire.delivery.kafka.history;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.History.NotHereException;
import io.orderwire.delivery.history.Position;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads one partition's histories. Safe for many threads; takes no lock. Every method throws {@link
 * NotHereException} once the partition is closed.
 */
final class PartitionReader {
  private final ItemTable table;
  private final RecentItems recent;
  private final Gate gate;
  private final Map<String, PartnerState> states;

  PartitionReader(
      ItemTable table, RecentItems recent, Gate gate, Map<String, PartnerState> states) {
    this.table = table;
    this.recent = recent;
    this.gate = gate;
    this.states = states;
  }

  PartnerView view(String partnerId) {
    if (gate.isClosed()) {
      throw new NotHereException(partnerId);
    }
    PartnerState state = states.get(partnerId);
    return state == null ? PartnerView.EMPTY : state.view;
  }

  List<Event> after(String partnerId, long sequence, int limit) {
    PartnerView view = view(partnerId);
    long from = Math.max(sequence, view.oldest() - 1) + 1;
    long to = Math.min(view.newest(), from + limit - 1);
    if (from > to) {
      return List.of();
    }
    ReadItems items = new ReadItems();
    long next = from;
    while (next <= to && !items.isFull()) {
      Event known = recent.find(partnerId, at(view, next));
      if (known == null) {
        break;
      }
      items.add(known);
      next++;
    }
    if (next <= to && !items.isFull()) {
      long start = next;
      inside(partnerId, () -> ascend(partnerId, view, start, to, items));
    }
    return items.list().isEmpty() && !view(partnerId).equals(view)
        ? after(partnerId, sequence, limit) // trimmed since the view was taken
        : items.list();
  }

  List<Event> before(String partnerId, long sequence, int limit) {
    PartnerView view = view(partnerId);
    long from = Math.min(sequence - 1, view.newest());
    long to = Math.max(view.oldest(), from - limit + 1);
    if (from < to) {
      return List.of();
    }
    ReadItems items = new ReadItems();
    long next = from;
    while (next >= to && !items.isFull()) {
      Event known = recent.find(partnerId, at(view, next));
      if (known == null) {
        break;
      }
      items.add(known);
      next--;
    }
    if (next >= to && !items.isFull()) {
      long start = next;
      inside(partnerId, () -> descend(partnerId, view, start, to, items));
    }
    return items.list().isEmpty() && !view(partnerId).equals(view)
        ? before(partnerId, sequence, limit) // trimmed since the view was taken
        : items.list();
  }

  void ofOrder(String partnerId, String orderId, Consumer<Event> events) {
    inside(
        partnerId,
        () -> {
          PartnerView view = view(partnerId);
          byte[] prefix = Slots.orderPrefix(partnerId, orderId);
          table.ascend(
              prefix,
              PartnerViews.after(prefix),
              (key, _) -> {
                int epoch = Slots.epochOf(key);
                long sequence = Slots.sequenceOf(key);
                if (sequence <= view.newest() && PartnerViews.holds(view, epoch, sequence)) {
                  byte[] value = value(partnerId, view, sequence);
                  if (value != null && !StoredItem.isErased(value)) {
                    events.accept(StoredItem.decode(new Position(epoch, sequence), value));
                  }
                }
                return true;
              });
          return true;
        });
  }

  long sequenceBefore(String partnerId, Instant time) {
    return inside(partnerId, () -> search(partnerId, view(partnerId), time));
  }

  /** Binary search: record time never goes back along the items that are not erased. */
  private long search(String partnerId, PartnerView view, Instant time) {
    long millis = time.toEpochMilli();
    long wanted = time.isAfter(Instant.ofEpochMilli(millis)) ? millis + 1 : millis;
    long low = view.oldest();
    long high = view.newest() + 1;
    long found = view.newest() + 1;
    while (low < high) {
      long middle = low + (high - low) / 2;
      Timed first = firstKept(partnerId, view, middle, high);
      if (first == null) {
        high = middle;
      } else if (first.recordedAt() >= wanted) {
        found = first.sequence();
        high = middle;
      } else {
        low = first.sequence() + 1;
      }
    }
    return found - 1;
  }

  /** The first item from one sequence to before another that is not erased. */
  private @Nullable Timed firstKept(String partnerId, PartnerView view, long from, long end) {
    Timed[] found = {null};
    for (long at = from; at < end && found[0] == null; ) {
      long last = Math.min(end - 1, view.segments().lastOfSegment(at));
      int epoch = view.segments().epochAt(at);
      table.ascend(
          Slots.key(Slots.ITEM, partnerId, epoch, at),
          Slots.key(Slots.ITEM, partnerId, epoch, last + 1),
          (key, value) -> {
            if (StoredItem.isErased(value)) {
              return true;
            }
            found[0] = new Timed(Slots.sequenceOf(key), StoredItem.recordedAtMillis(value));
            return false;
          });
      at = last + 1;
    }
    return found[0];
  }

  private boolean ascend(String partnerId, PartnerView view, long from, long to, ReadItems items) {
    long[] next = {from};
    boolean missing = false;
    while (next[0] <= to && !missing && !items.isFull()) {
      int epoch = view.segments().epochAt(next[0]);
      long last = Math.min(to, view.segments().lastOfSegment(next[0]));
      table.ascend(
          Slots.key(Slots.ITEM, partnerId, epoch, next[0]),
          Slots.key(Slots.ITEM, partnerId, epoch, last + 1),
          (key, value) -> {
            if (Slots.sequenceOf(key) != next[0]) {
              return false;
            }
            items.add(StoredItem.decode(at(view, next[0]), value));
            next[0]++;
            return !items.isFull();
          });
      missing = next[0] <= last;
    }
    return items.isFull();
  }

  private boolean descend(String partnerId, PartnerView view, long from, long to, ReadItems items) {
    long[] next = {from};
    boolean missing = false;
    while (next[0] >= to && !missing && !items.isFull()) {
      long at = next[0];
      int epoch = view.segments().epochAt(at);
      table.descend(
          Slots.key(Slots.ITEM, partnerId, epoch, at),
          Slots.key(Slots.ITEM, partnerId, epoch, to),
          (key, value) -> {
            if (Slots.sequenceOf(key) != next[0] || view.segments().epochAt(next[0]) != epoch) {
              return false;
            }
            items.add(StoredItem.decode(at(view, next[0]), value));
            next[0]--;
            return !items.isFull();
          });
      missing = next[0] == at || (next[0] >= to && view.segments().epochAt(next[0]) == epoch);
    }
    return items.isFull();
  }

  private byte @Nullable [] value(String partnerId, PartnerView view, long sequence) {
    return table.get(Slots.key(Slots.ITEM, partnerId, view.segments().epochAt(sequence), sequence));
  }

  private static Position at(PartnerView view, long sequence) {
    return new Position(view.segments().epochAt(sequence), sequence);
  }

  private <T> T inside(String partnerId, Supplier<T> reading) {
    if (!gate.enter()) {
      throw new NotHereException(partnerId);
    }
    try {
      return reading.get();
    } finally {
      gate.leave();
    }
  }

  private record Timed(long sequence, long recordedAt) {}
}
