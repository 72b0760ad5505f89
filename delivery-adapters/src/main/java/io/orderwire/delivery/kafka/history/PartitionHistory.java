package io.orderwire.delivery.kafka.history;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.Position;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The histories of one partition's partners, in a table. One thread applies records; any number
 * read through {@link PartitionReader}, also while it is closed: closing waits for them. What is
 * applied is gathered, and shown to readers with {@link #show}, which any thread may call.
 *
 * <p>What is stored depends on what the topic says, not on how often or over which way it is read:
 * the first event of a slot stays, an erasure replaces it in either order, and a header or an
 * erasure that comes again is the same.
 */
public final class PartitionHistory implements AutoCloseable {
  private static final byte[] NOTHING = {};
  private static final byte[] APPLIED = {Slots.APPLIED};
  private static final long NOTHING_APPLIED = -1;

  /**
   * With so many bytes of changes they are written, shown or not. The table may tell less than it
   * holds: what it does not tell of is read and written again.
   */
  private static final long MOST_GATHERED = 1 << 20;

  /** So many items are removed in one write while a header's are. */
  private static final int MOST_REMOVED = 1_000;

  private final int partition;
  private final ItemTable table;
  private final TableWriter changes;
  private final int runLength;

  /** The writer's, as {@code runs} and {@code views} are. */
  private final RunWriter items;

  private final Runs runs;

  private final PartnerViews views;
  private final Leftovers leftovers;
  private final ConcurrentMap<String, PartnerState> states;
  private final Gate gate = new Gate();
  private final HistoryDecoder decoder;
  private final RecentItems recent;
  private final Waiters waiters;
  private final HistoryAlarms alarms;

  /** Held while records are applied, written or shown; not while one is decoded. */
  private final ReentrantLock lock = new ReentrantLock();

  /** Partners whose view is not shown yet, and those whose view a restart would not find. */
  private final Map<String, PartnerState> changed = new HashMap<>();

  private final Map<String, PartnerState> dirty = new HashMap<>();

  /** The offset of the last record that is applied, and the one in the table. */
  private long applied;

  private long storedApplied;

  private boolean isLoading;
  private boolean isClosed;
  private volatile long shownApplied;
  private volatile boolean complete;

  /**
   * Opens what the table holds.
   *
   * @param runLength how many items are stored as one; always the same for one table
   */
  PartitionHistory(
      int partition,
      ItemTable table,
      int runLength,
      HistoryDecoder decoder,
      RecentItems recent,
      Waiters waiters,
      HistoryAlarms alarms) {
    this.partition = partition;
    this.table = table;
    this.changes = new TableWriter(table);
    this.runLength = runLength;
    this.items = new RunWriter(changes, runLength);
    this.runs = items.runs();
    this.views = new PartnerViews(items, runs);
    this.leftovers = new Leftovers(table);
    this.states = views.load();
    this.applied = appliedOffset(table);
    this.storedApplied = applied;
    this.shownApplied = applied;
    this.decoder = decoder;
    this.recent = recent;
    this.waiters = waiters;
    this.alarms = alarms;
  }

  /**
   * Takes a record of the topic, after all before it. Blocks while the schema registry does not
   * answer.
   */
  void materialise(byte @Nullable [] key, byte @Nullable [] value, long offset) {
    apply(decoder.decode(partition, key, value), offset);
  }

  /** Takes many records as {@link #materialise} does, of a partition that is not complete. */
  void restore(Collection<ConsumerRecord<byte[], byte[]>> records) {
    locked(() -> setLoading(true));
    // More than half of the work, and no record depends on another before it is applied.
    List<Decoded> decoded =
        records.parallelStream()
            .map(
                one -> new Decoded(decoder.decode(partition, one.key(), one.value()), one.offset()))
            .toList();
    decoded.forEach(one -> apply(one.record(), one.offset()));
  }

  private void setLoading(boolean now) {
    if (now != isLoading && !isClosed) {
      table.loading(now);
      isLoading = now;
    }
  }

  private record Decoded(HistoryRecord record, long offset) {}

  private void apply(HistoryRecord record, long offset) {
    locked(
        () -> {
          apply(record);
          applied = offset;
          if (changes.bytes() > MOST_GATHERED) {
            changes.write();
          }
        });
  }

  private void apply(HistoryRecord record) {
    switch (record) {
      case HistoryRecord.Item item -> item(item);
      case HistoryRecord.Erased erased -> erased(erased);
      case HistoryRecord.Header header -> header(header);
      case HistoryRecord.Trimmed trimmed -> trimmed(trimmed);
      case HistoryRecord.UnreadableValue bad -> {
        alarms.unreadable(bad.partnerId(), bad.position(), bad.why());
        incident(bad.partnerId(), bad.position());
      }
      case HistoryRecord.Foreign foreign -> alarms.foreign(partition, foreign.why());
    }
  }

  /**
   * Shows what is applied, unless this is closed. Who waits for it is told with the next {@link
   * Waiters#tell}. A table that was found damaged is not written any more.
   *
   * @throws ItemTable.StoreException if it cannot be written
   */
  void show() {
    locked(
        () -> {
          if (!isClosed && !table.isDamaged()) {
            writeAndShow();
          }
        });
  }

  private void writeAndShow() {
    write();
    changed.forEach(this::show);
    dirty.putAll(changed);
    changed.clear();
    shownApplied = applied;
  }

  private void show(String partnerId, PartnerState state) {
    PartnerView before = state.shown;
    PartnerView next = state.view;
    state.shown = next;
    if (next.newest() != before.newest()
        || next.hasIncident() != before.hasIncident()
        || next.hasGap() != before.hasGap()) {
      waiters.changed(partnerId);
    }
  }

  /** Writes what is applied, and up to where that is, in one. */
  private void write() {
    items.store();
    if (applied != storedApplied) {
      changes.put(APPLIED, ByteBuffer.allocate(Long.BYTES).putLong(applied).array());
      storedApplied = applied;
    }
    changes.write();
  }

  /**
   * For the thread that applies records, which must not go on with a table that was found damaged.
   *
   * @throws ItemTable.StoreException where it was
   */
  void requireUndamaged() {
    table.requireUndamaged();
  }

  /** The offset up to which all is shown; -1 where nothing is. */
  long shownOffset() {
    return shownApplied;
  }

  private static long appliedOffset(ItemTable table) {
    byte[] offset = table.get(APPLIED);
    return offset == null ? NOTHING_APPLIED : ByteBuffer.wrap(offset).getLong();
  }

  private void item(HistoryRecord.Item item) {
    String partnerId = item.partnerId();
    Position position = item.event().position();
    StoredItem known = stored(partnerId, position);
    if (known == null) {
      if (complete) {
        // Before it is shown: who is told of it reads it from there.
        recent.put(partnerId, item.event());
      }
      store(partnerId, item.orderId(), item.event(), item.digest(), null);
    } else if (known.isErased() || known.hasDigest(item.digest())) {
      alarms.duplicate();
    } else if (incident(partnerId, position)) {
      alarms.conflict(partnerId, position);
    }
  }

  private void erased(HistoryRecord.Erased erased) {
    Event event = erased.event();
    StoredItem known = stored(erased.partnerId(), event.position());
    // Before the view is another one: what is read after that must not show the item.
    recent.replace(erased.partnerId(), event);
    store(erased.partnerId(), "", event, new byte[ContentDigest.BYTES], known);
  }

  private void store(
      String partnerId, String orderId, Event event, byte[] digest, @Nullable StoredItem known) {
    int epoch = event.position().epoch();
    long sequence = event.position().sequence();
    PartnerState state = state(partnerId);
    boolean isHighest = event.position().compareTo(state.highest) > 0;
    byte[] item = StoredItem.encode(event, digest);
    if (known == null) {
      items.add(partnerId, event.position(), item, isHighest);
    } else {
      if (!known.isErased()) {
        changes.delete(Slots.order(partnerId, known.orderId(), epoch, sequence));
        leftovers.add(partnerId, changes);
      }
      items.replace(partnerId, event.position(), known, item);
    }
    if (!orderId.isEmpty()) {
      changes.put(Slots.order(partnerId, orderId, epoch, sequence), NOTHING);
    }
    if (state.hadIncident) {
      changes.delete(Slots.key(Slots.INCIDENT, partnerId, epoch, sequence));
    }
    alarms.materialised();
    if (isHighest) {
      state.highest = event.position();
    }
    PartnerView view = state.view;
    if (PartnerViews.holds(view, epoch, sequence)) {
      PartnerView next = view.withSeen(sequence);
      next = known == null ? next : next.withErasure();
      if (sequence == view.contiguous() + 1) {
        next = next.withContiguous(sequence);
        next = next.hasGap() ? views.extended(partnerId, next) : next;
      }
      publish(partnerId, next.incident() == sequence ? views.incident(partnerId, next) : next);
    }
  }

  private void header(HistoryRecord.Header header) {
    String partnerId = header.partnerId();
    PartnerState state = state(partnerId);
    Position position = new Position(header.epoch(), 0);
    if (position.compareTo(state.highest) > 0) {
      state.highest = position;
    }
    long oldestBefore = state.view.oldest();
    PartnerView view =
        state.view.withHeader(header.epoch(), header.firstSequence(), header.oldestSequence());
    if (isLoading && view.oldest() > oldestBefore) {
      removeBelow(partnerId, header.epoch(), view.oldest());
    }
    changes.put(
        Slots.key(Slots.ITEM, partnerId, header.epoch(), 0),
        PartnerViews.header(header.firstSequence()));
    changes.put(Slots.partner(Slots.REACHED, partnerId), PartnerViews.reached(view));
    publish(partnerId, views.incident(partnerId, views.extended(partnerId, view)));
  }

  /**
   * Removes what a header says is trimmed. Each slot's own record says so, too, but Kafka keeps
   * those for {@code delete.retention.ms} only, and a store may have been away for longer. Before
   * the header counts as applied, so that an end in the middle loses nothing; while nobody reads.
   */
  private void removeBelow(String partnerId, int lastEpoch, long oldest) {
    List<Position> some = new ArrayList<>();
    for (int epoch = 0; epoch <= lastEpoch; epoch++) {
      int of = epoch;
      long from = 1;
      do {
        some.clear();
        runs.ascend(
            partnerId,
            of,
            from,
            oldest - 1,
            (sequence, _) -> some.add(new Position(of, sequence)) && some.size() < MOST_REMOVED);
        some.forEach(position -> remove(partnerId, position));
        if (!some.isEmpty()) {
          from = some.getLast().sequence() + 1;
          write();
        }
      } while (some.size() == MOST_REMOVED);
    }
  }

  private void trimmed(HistoryRecord.Trimmed trimmed) {
    String partnerId = trimmed.partnerId();
    int epoch = trimmed.position().epoch();
    long sequence = trimmed.position().sequence();
    PartnerView view = state(partnerId).view;
    PartnerView next =
        PartnerViews.holds(view, epoch, sequence) ? view.withOldest(sequence + 1) : view;
    remove(partnerId, trimmed.position());
    changes.put(Slots.partner(Slots.REACHED, partnerId), PartnerViews.reached(next));
    PartnerView moved =
        next.contiguous() > view.contiguous() ? views.extended(partnerId, next) : next;
    publish(partnerId, moved.hasIncident() ? views.incident(partnerId, moved) : moved);
    // What is removed must not be missing in a view that has it.
    writeAndShow();
  }

  private void remove(String partnerId, Position position) {
    StoredItem known = stored(partnerId, position);
    items.remove(partnerId, position, known);
    changes.delete(Slots.key(Slots.INCIDENT, partnerId, position.epoch(), position.sequence()));
    if (known != null && !known.isErased()) {
      changes.delete(
          Slots.order(partnerId, known.orderId(), position.epoch(), position.sequence()));
      leftovers.add(partnerId, changes);
    }
    recent.remove(partnerId, position);
  }

  /** Notes that a slot's content is not agreed on; whether that is new. */
  private boolean incident(String partnerId, Position position) {
    byte[] key = Slots.key(Slots.INCIDENT, partnerId, position.epoch(), position.sequence());
    if (position.sequence() == 0) {
      return false;
    }
    StoredItem known = stored(partnerId, position);
    if ((known != null && known.isErased()) || changes.get(key) != null) {
      return false;
    }
    changes.put(key, NOTHING);
    PartnerState state = state(partnerId);
    state.hadIncident = true;
    PartnerView view = state.view;
    if (PartnerViews.holds(view, position.epoch(), position.sequence())
        && position.sequence() < view.incident()) {
      publish(partnerId, view.withIncident(position.sequence()));
    }
    return true;
  }

  private @Nullable StoredItem stored(String partnerId, Position position) {
    PartnerState state = states.get(partnerId);
    return state == null || position.compareTo(state.highest) > 0
        ? null
        : runs.find(partnerId, position.epoch(), position.sequence());
  }

  private PartnerState state(String partnerId) {
    return states.computeIfAbsent(
        partnerId, _ -> new PartnerState(PartnerView.EMPTY, Position.START, false));
  }

  private void publish(String partnerId, PartnerView next) {
    PartnerState state = state(partnerId);
    PartnerView before = state.view;
    state.view = next;
    changed.put(partnerId, state);
    if (complete && next.hasGap() && !before.hasGap()) {
      alarms.gap(partnerId, next);
    }
  }

  /**
   * Says whether all is read that the topic had when the partition was taken on. It is shown
   * before; from then on a gap is an incident.
   */
  void complete(boolean now) {
    boolean before = complete;
    if (now) {
      show();
      locked(() -> setLoading(false));
    }
    complete = now;
    if (now && !before) {
      states.forEach(
          (partnerId, state) -> {
            if (state.shown.hasGap()) {
              alarms.gap(partnerId, state.shown);
            }
          });
      waiters.wakeAll();
    }
  }

  /** Whether all is read that the topic had when the partition was taken on. */
  boolean isComplete() {
    return complete && !gate.isClosed() && !table.isDamaged();
  }

  /**
   * Shows what is applied, and gives it to the table with all that makes the next start quick. It
   * becomes durable when the table's memory is full, or this is closed: a killed process goes on
   * from the offset in its table.
   */
  void flush() {
    locked(this::writeAll);
  }

  private void writeAll() {
    writeAndShow();
    dirty.forEach(
        (partnerId, state) ->
            changes.put(Slots.partner(Slots.REACHED, partnerId), PartnerViews.reached(state.view)));
    dirty.clear();
    changes.write();
  }

  /**
   * Leaves nothing on disk of what was erased or trimmed until now. Blocks, and takes as long as
   * reading and writing all that their partners have; meanwhile records are taken and read. Returns
   * early when this is closed. For one thread at a time.
   *
   * @return of how many partners something was left
   */
  int removeLeftovers() {
    if (!gate.enter()) {
      return 0;
    }
    try {
      Map<String, Long> found = new HashMap<>();
      locked(
          () -> {
            if (!table.isDamaged()) {
              writeAndShow();
              found.putAll(leftovers.all());
            }
          });
      if (found.isEmpty() || !table.merge(Leftovers.ranges(found.keySet()))) {
        return 0;
      }
      locked(() -> leftovers.remove(found, changes));
      return found.size();
    } finally {
      gate.leave();
    }
  }

  /** The reader over this, which can be used as long as this is open. */
  PartitionReader reader() {
    return new PartitionReader(table, new Runs(table, runLength), recent, gate, states);
  }

  /** How many partners have a history here that is withheld from some item on. */
  long frozen() {
    return states.values().stream().filter(state -> state.shown.extent(complete).frozen()).count();
  }

  /** Makes everything durable, waits for readers, and frees the native memory. */
  @Override
  public void close() {
    if (gate.isClosed()) {
      return;
    }
    table.stopMerging();
    gate.close();
    waiters.wakeAll();
    recent.forget(states::containsKey);
    locked(
        () -> {
          isClosed = true;
          try {
            if (!table.isDamaged()) {
              writeAll();
              table.flush();
            }
          } finally {
            changes.close();
            table.close();
          }
        });
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }
}
