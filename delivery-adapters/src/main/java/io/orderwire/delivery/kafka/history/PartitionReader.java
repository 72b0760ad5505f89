package io.orderwire.delivery.kafka.history;

import io.orderwire.delivery.command.Batches;
import io.orderwire.delivery.command.SlotRange;
import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.History.Effort;
import io.orderwire.delivery.history.History.EffortException;
import io.orderwire.delivery.history.History.NotHereException;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.kafka.history.ItemTable.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads one partition's histories. Safe for many threads; takes no lock. Every method throws {@link
 * NotHereException} once the partition is closed or its table found damaged, and {@link
 * EffortException} where items are not in memory and may not be read from disk.
 */
final class PartitionReader {
  /** So few items are looked for in memory first. */
  private static final int FEW = 20;

  private final ItemTable table;
  private final Runs runs;
  private final RecentItems recent;
  private final Gate gate;
  private final Map<String, PartnerState> states;

  PartitionReader(
      ItemTable table, Runs runs, RecentItems recent, Gate gate, Map<String, PartnerState> states) {
    this.table = table;
    this.runs = runs;
    this.recent = recent;
    this.gate = gate;
    this.states = states;
  }

  /** All partners that have anything here. */
  Set<String> partners() {
    return states.keySet();
  }

  PartnerView view(String partnerId) {
    if (gate.isClosed() || table.isDamaged()) {
      throw new NotHereException(partnerId);
    }
    PartnerState state = states.get(partnerId);
    return state == null ? PartnerView.EMPTY : state.shown;
  }

  List<Event> after(String partnerId, long sequence, int limit, @Nullable Effort most) {
    PartnerView view = view(partnerId);
    long from = Math.max(sequence, view.oldest() - 1) + 1;
    long to = Math.min(view.newest(), from + limit - 1);
    if (from > to) {
      return List.of();
    }
    ReadItems items = new ReadItems();
    long next = most == null ? from : blocks(partnerId, view, from, to, most, items);
    while (next <= to && !items.isFull()) {
      Event known = recent.find(partnerId, at(view, next));
      if (known == null) {
        break;
      }
      items.add(known);
      next++;
    }
    if (next <= to && !items.isFull()) {
      if (most == Effort.MEMORY) {
        throw new EffortException();
      }
      long start = next;
      inside(partnerId, () -> ascend(partnerId, view, start, to, items));
    }
    return items.list().isEmpty() && !view(partnerId).equals(view)
        ? after(partnerId, sequence, limit, most) // trimmed since the view was taken
        : items.list();
  }

  List<Event> before(String partnerId, long sequence, int limit, @Nullable Effort most) {
    PartnerView view = view(partnerId);
    long from = Math.min(sequence - 1, view.newest());
    long to = Math.max(view.oldest(), from - limit + 1);
    if (from < to) {
      return List.of();
    }
    ReadItems items = new ReadItems();
    long next = most == null ? from : blocks(partnerId, view, from, to, most, items);
    while (next >= to && !items.isFull()) {
      Event known = recent.find(partnerId, at(view, next));
      if (known == null) {
        break;
      }
      items.add(known);
      next--;
    }
    if (next >= to && !items.isFull()) {
      if (most == Effort.MEMORY) {
        throw new EffortException();
      }
      long start = next;
      inside(partnerId, () -> descend(partnerId, view, start, to, items));
    }
    return items.list().isEmpty() && !view(partnerId).equals(view)
        ? before(partnerId, sequence, limit, most) // trimmed since the view was taken
        : items.list();
  }

  /**
   * Reads from blocks as far as they go, unless only a few items are wanted: less work than to look
   * for each item in memory.
   *
   * @return the sequence after the last one that was read; {@code first} if there was none
   */
  private long blocks(
      String partnerId, PartnerView view, long first, long last, Effort most, ReadItems items) {
    if (Math.abs(last - first) < FEW) {
      return first;
    }
    return inside(
        partnerId,
        () -> {
          long step = first <= last ? 1 : -1;
          long next = first;
          while (next != last + step && !items.isFull() && runs.lastOf(next) <= view.contiguous()) {
            int epoch = view.segments().epochAt(next);
            Block block =
                most == Effort.MEMORY
                    ? runs.blockInMemory(partnerId, epoch, next)
                    : runs.block(partnerId, epoch, next);
            if (block == null) {
              break;
            }
            next = take(block, epoch, next, endOfRun(view, next, last), step, items);
          }
          return next;
        });
  }

  /** Up to where, towards {@code last}, items are of the same run and epoch. */
  private long endOfRun(PartnerView view, long from, long last) {
    return from <= last
        ? Math.min(Math.min(last, runs.lastOf(from)), view.segments().lastOfSegment(from))
        : Math.max(Math.max(last, runs.firstOf(from)), view.segments().firstOfSegment(from));
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
                  StoredItem item = runs.find(partnerId, epoch, sequence);
                  if (item != null && !item.isErased()) {
                    events.accept(item.event(new Position(epoch, sequence)).alone());
                  }
                }
                return true;
              });
          return true;
        });
  }

  /** From where to where there are items in each epoch, void and unreadable ones too. */
  List<SlotRange> slots(String partnerId) {
    return inside(
        partnerId,
        () -> {
          PartnerView view = view(partnerId);
          Map<Integer, Long> unreadable = lastIncidents(partnerId);
          List<SlotRange> slots = new ArrayList<>();
          for (Map.Entry<Integer, Long> epoch : view.segments().firsts().entrySet()) {
            long first = Math.max(epoch.getValue(), view.oldest());
            long last =
                Math.max(
                    runs.highest(partnerId, epoch.getKey(), first, Long.MAX_VALUE),
                    unreadable.getOrDefault(epoch.getKey(), 0L));
            if (last >= first) {
              slots.add(new SlotRange(epoch.getKey(), first, last));
            }
          }
          return slots;
        });
  }

  /** The highest slot of each epoch whose content is not agreed on, or was none. */
  private Map<Integer, Long> lastIncidents(String partnerId) {
    Map<Integer, Long> last = new HashMap<>();
    byte[] prefix = Slots.partner(Slots.INCIDENT, partnerId);
    table.ascend(
        prefix,
        PartnerViews.after(prefix),
        (key, _) -> {
          last.put(Slots.epochOf(key), Slots.sequenceOf(key));
          return true;
        });
    return last;
  }

  /** Whether a slot has an order, as all have that are not erased, or cannot be read. */
  boolean hasContent(String partnerId) {
    return inside(
        partnerId,
        () ->
            isAnyBelow(Slots.partner(Slots.ORDER, partnerId))
                || isAnyBelow(Slots.partner(Slots.INCIDENT, partnerId)));
  }

  private boolean isAnyBelow(byte[] prefix) {
    boolean[] found = {false};
    table.ascend(
        prefix,
        PartnerViews.after(prefix),
        (_, _) -> {
          found[0] = true;
          return false;
        });
    return found[0];
  }

  /** The slots of an order's items in all epochs; erased ones have no order. */
  List<SlotRange> slotsOfOrder(String partnerId, String orderId) {
    return inside(
        partnerId,
        () -> {
          List<SlotRange> slots = new ArrayList<>();
          byte[] prefix = Slots.orderPrefix(partnerId, orderId);
          table.ascend(
              prefix,
              PartnerViews.after(prefix),
              (key, _) -> {
                Batches.append(slots, Slots.epochOf(key), Slots.sequenceOf(key));
                return true;
              });
          return slots;
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
    Timed oldest = firstKept(partnerId, view, low, high);
    if (oldest == null || oldest.recordedAt() >= wanted) {
      return (oldest == null ? found : oldest.sequence()) - 1; // Those who begin, begin here.
    }
    low = oldest.sequence() + 1;
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
      runs.ascend(
          partnerId,
          epoch,
          at,
          last,
          (sequence, item) -> {
            if (item.isErased()) {
              return true;
            }
            found[0] = new Timed(sequence, item.recordedAtMillis());
            return false;
          });
      at = last + 1;
    }
    return found[0];
  }

  private boolean ascend(String partnerId, PartnerView view, long from, long to, ReadItems items) {
    long next = from;
    boolean missing = false;
    while (next <= to && !missing && !items.isFull()) {
      int epoch = view.segments().epochAt(next);
      long last = Math.min(to, view.segments().lastOfSegment(next));
      next = read(partnerId, epoch, next, last, items);
      missing = next <= last;
    }
    return items.isFull();
  }

  private boolean descend(String partnerId, PartnerView view, long from, long to, ReadItems items) {
    long next = from;
    boolean missing = false;
    while (next >= to && !missing && !items.isFull()) {
      int epoch = view.segments().epochAt(next);
      long last = Math.max(to, view.segments().firstOfSegment(next));
      next = read(partnerId, epoch, next, last, items);
      missing = next >= last;
    }
    return items.isFull();
  }

  /**
   * Reads the items of one epoch from one sequence to another, up or down.
   *
   * @return the sequence after the last one that was read; before {@code last} only where items
   *     were full, or one is missing
   */
  private long read(String partnerId, int epoch, long first, long last, ReadItems items) {
    boolean ascending = first <= last;
    long step = ascending ? 1 : -1;
    long next = first;
    while (next != last + step && !items.isFull()) {
      long end = ascending ? Math.min(last, runs.lastOf(next)) : Math.max(last, runs.firstOf(next));
      long after = readRun(partnerId, epoch, next, end, step, items);
      if (after == next) {
        return next;
      }
      next = after;
    }
    return next;
  }

  /** As {@link #read}, inside of one run. */
  private long readRun(
      String partnerId, int epoch, long first, long last, long step, ReadItems items) {
    Block block = runs.block(partnerId, epoch, first);
    if (block != null) {
      return take(block, epoch, first, last, step, items);
    }
    long next = readAlone(partnerId, epoch, first, last, step, items);
    while (next != last + step && !items.isFull()) { // Removed, or folded or taken apart meanwhile.
      StoredItem item = runs.find(partnerId, epoch, next);
      if (item == null) {
        break;
      }
      items.add(item.event(new Position(epoch, next)));
      next += step;
    }
    return next;
  }

  private long take(Block block, int epoch, long first, long last, long step, ReadItems items) {
    long next = first;
    while (next != last + step && !items.isFull()) {
      items.add(runs.of(block, next).event(new Position(epoch, next)));
      next += step;
    }
    return next;
  }

  /** Reads items that lie alone; all or none of them. */
  private long readAlone(
      String partnerId, int epoch, long first, long last, long step, ReadItems items) {
    int before = items.size();
    long[] next = {first};
    byte[] end =
        table.visitRun(
            Slots.key(Slots.ITEM, partnerId, epoch, first),
            Slots.key(Slots.ITEM, partnerId, epoch, step > 0 ? last + 1 : last),
            step > 0,
            (bytes, length) -> {
              if (Block.is(bytes)) {
                return false;
              }
              StoredItem item = StoredItem.single(Arrays.copyOf(bytes, length));
              items.add(item.event(new Position(epoch, next[0])));
              next[0] += step;
              return next[0] != last + step && !items.isFull();
            });
    if (end != null && Slots.sequenceOf(end) == next[0] - step) {
      return next[0]; // Different keys in order, from the first to the last one: none is missing.
    }
    items.cutTo(before);
    return first;
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
    } catch (StoreException e) {
      if (table.isDamaged()) {
        throw new NotHereException(partnerId); // It is made anew.
      }
      throw e;
    } finally {
      gate.leave();
    }
  }

  private record Timed(long sequence, long recordedAt) {}
}
