package io.orderwire.delivery.kafka.history;

import io.orderwire.delivery.history.Position;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Finds out what the table holds of a partner: at the start, and where the view has to move on. */
final class PartnerViews {
  private final SortedTable table;
  private final Runs runs;

  PartnerViews(SortedTable table, Runs runs) {
    this.table = table;
    this.runs = runs;
  }

  /** A header as it is stored; the oldest is stored with the view. */
  static byte[] header(long firstSequence) {
    return ByteBuffer.allocate(Long.BYTES).putLong(firstSequence).array();
  }

  /** From where to where a view is contiguous, as it is stored. */
  static byte[] reached(PartnerView view) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(view.oldest())
        .putLong(view.contiguous())
        .array();
  }

  /** All partners of the table; takes a few look-ups for each, not one for each item. */
  ConcurrentMap<String, PartnerState> load() {
    ConcurrentMap<String, PartnerState> states = new ConcurrentHashMap<>();
    byte[] end = {Slots.ITEM + 1};
    byte[] from = {Slots.ITEM};
    while (true) {
      List<Entry> first = entries(from, end, 1);
      if (first.isEmpty()) {
        return states;
      }
      String partnerId = Slots.partnerOf(first.getFirst().key());
      states.put(partnerId, load(partnerId));
      from = after(Slots.partner(Slots.ITEM, partnerId));
    }
  }

  private PartnerState load(String partnerId) {
    Segments segments = Segments.FIRST;
    long oldest = 1;
    int epoch = 0;
    byte[] end = after(Slots.partner(Slots.ITEM, partnerId));
    while (epoch >= 0) {
      List<Entry> next = entries(Slots.key(Slots.ITEM, partnerId, epoch, 0), end, 1);
      if (next.isEmpty()) {
        break;
      }
      Entry entry = next.getFirst();
      epoch = Slots.epochOf(entry.key());
      if (Slots.sequenceOf(entry.key()) == 0) {
        segments = segments.with(epoch, ByteBuffer.wrap(entry.value()).getLong());
      }
      epoch = epoch == Integer.MAX_VALUE ? -1 : epoch + 1;
    }
    byte[] reached = table.get(Slots.partner(Slots.REACHED, partnerId));
    long hint = 0;
    if (reached != null) {
      ByteBuffer stored = ByteBuffer.wrap(reached);
      oldest = stored.getLong();
      hint = stored.getLong();
    }
    long contiguous = Math.max(oldest - 1, hint);
    PartnerView view =
        new PartnerView(segments, oldest, contiguous, contiguous, PartnerView.NONE, 0);
    PartnerView extended = extended(partnerId, view);
    byte[] incidents = Slots.partner(Slots.INCIDENT, partnerId);
    boolean hadIncident = !entries(incidents, after(incidents), 1).isEmpty();
    return new PartnerState(
        hadIncident ? incident(partnerId, extended) : extended, highest(partnerId), hadIncident);
  }

  /** The view, moved on over all that is there, with what is seen beyond. */
  PartnerView extended(String partnerId, PartnerView view) {
    Segments segments = view.segments();
    long reached = view.contiguous();
    long before;
    do {
      before = reached;
      reached = lastContiguous(partnerId, segments, reached);
    } while (reached > before && reached == segments.lastOfSegment(reached));
    return view.withContiguous(reached).withSeen(highestBehind(partnerId, segments, reached));
  }

  /** The highest sequence behind one that is there in the epoch that holds; 0 if none is. */
  private long highestBehind(String partnerId, Segments segments, long reached) {
    long last = Long.MAX_VALUE;
    while (last > reached) {
      long start = segments.firstOfSegment(last);
      long found =
          runs.highest(partnerId, segments.epochAt(last), Math.max(start, reached + 1), last);
      if (found > 0) {
        return found;
      }
      last = start - 1;
    }
    return 0;
  }

  /** The view, with the lowest incident that holds in it. */
  PartnerView incident(String partnerId, PartnerView view) {
    long[] lowest = {PartnerView.NONE};
    byte[] prefix = Slots.partner(Slots.INCIDENT, partnerId);
    table.ascend(
        prefix,
        after(prefix),
        (key, _) -> {
          if (holds(view, Slots.epochOf(key), Slots.sequenceOf(key))) {
            lowest[0] = Math.min(lowest[0], Slots.sequenceOf(key));
          }
          return true;
        });
    return view.withIncident(lowest[0]);
  }

  /** Whether a slot is one that is shown, as soon as all before it are there. */
  static boolean holds(PartnerView view, int epoch, long sequence) {
    return sequence >= view.oldest() && view.segments().epochAt(sequence) == epoch;
  }

  private long lastContiguous(String partnerId, Segments segments, long reached) {
    long first = reached + 1;
    int epoch = segments.epochAt(first);
    long last = segments.lastOfSegment(first);
    long[] at = {reached};
    runs.ascend(
        partnerId,
        epoch,
        first,
        last,
        (sequence, _) -> {
          if (sequence != at[0] + 1) {
            return false;
          }
          at[0] = sequence;
          return true;
        });
    return at[0];
  }

  /** The highest stored position, a header's too. */
  private Position highest(String partnerId) {
    Position[] found = {Position.START};
    table.descend(
        Slots.key(Slots.ITEM, partnerId, Integer.MAX_VALUE, Long.MAX_VALUE),
        Slots.key(Slots.ITEM, partnerId, 0, 0),
        (key, _) -> {
          found[0] = new Position(Slots.epochOf(key), Slots.sequenceOf(key));
          return false;
        });
    return found[0];
  }

  private List<Entry> entries(byte[] from, byte[] end, int limit) {
    List<Entry> found = new ArrayList<>();
    table.ascend(
        from,
        end,
        (key, value) -> {
          found.add(new Entry(key, value));
          return found.size() < limit;
        });
    return found;
  }

  /** The first key behind all that begin with this. */
  static byte[] after(byte[] prefix) {
    byte[] next = Arrays.copyOf(prefix, prefix.length);
    next[next.length - 1]++;
    return next;
  }

  private record Entry(byte[] key, byte[] value) {}
}
