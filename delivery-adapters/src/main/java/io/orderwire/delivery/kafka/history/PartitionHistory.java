package io.orderwire.delivery.kafka.history;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.Position;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The histories of one partition's partners, in a table. One thread at a time writes; any number
 * read through {@link PartitionReader}, also while it is closed: closing waits for them.
 *
 * <p>What is stored depends on what the topic says, not on how often or over which way it is read:
 * the first event of a slot stays, an erasure replaces it in either order, and a header or an
 * erasure that comes again is the same.
 */
public final class PartitionHistory implements AutoCloseable {
  private static final byte[] NOTHING = {};

  private final int partition;
  private final ItemTable table;
  private final Runs runs;
  private final PartnerViews views;
  private final ConcurrentMap<String, PartnerState> states;
  private final Gate gate = new Gate();
  private final HistoryDecoder decoder;
  private final RecentItems recent;
  private final Waiters waiters;
  private final HistoryAlarms alarms;
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
    this.runs = new Runs(table, runLength);
    this.views = new PartnerViews(table, runs);
    this.states = views.load();
    this.decoder = decoder;
    this.recent = recent;
    this.waiters = waiters;
    this.alarms = alarms;
  }

  /**
   * Takes a record of the topic. Blocks while the schema registry does not answer. What it changes
   * is shown at once, and told with the next {@link Waiters#tell}.
   */
  void materialise(byte @Nullable [] key, byte @Nullable [] value) {
    switch (decoder.decode(partition, key, value)) {
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

  private void item(HistoryRecord.Item item) {
    String partnerId = item.partnerId();
    Position position = item.event().position();
    StoredItem known = stored(partnerId, position);
    if (known == null) {
      if (complete) {
        // Before it is shown: who is told of it reads it from there.
        recent.put(partnerId, item.event());
      }
      store(partnerId, item.event(), item.digest(), null);
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
    store(erased.partnerId(), event, new byte[ContentDigest.BYTES], known);
  }

  private void store(String partnerId, Event event, byte[] digest, @Nullable StoredItem known) {
    int epoch = event.position().epoch();
    long sequence = event.position().sequence();
    PartnerState state = state(partnerId);
    boolean isHighest = event.position().compareTo(state.highest) > 0;
    table.write(
        changes -> {
          byte[] item = StoredItem.encode(event, digest);
          if (known == null) {
            runs.add(changes, partnerId, event.position(), item, isHighest);
          } else {
            if (!known.isErased()) {
              changes.delete(Slots.order(partnerId, known.orderId(), epoch, sequence));
            }
            runs.replace(changes, partnerId, event.position(), known, item);
          }
          if (!event.orderId().isEmpty()) {
            changes.put(Slots.order(partnerId, event.orderId(), epoch, sequence), NOTHING);
          }
          changes.delete(Slots.key(Slots.INCIDENT, partnerId, epoch, sequence));
        });
    alarms.materialised();
    if (isHighest) {
      state.highest = event.position();
    }
    PartnerView view = state.view;
    if (PartnerViews.holds(view, epoch, sequence)) {
      PartnerView next = view.withSeen(sequence);
      next = known == null ? next : next.again();
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
    PartnerView view =
        state.view.withHeader(header.epoch(), header.firstSequence(), header.oldestSequence());
    table.write(
        changes -> {
          changes.put(
              Slots.key(Slots.ITEM, partnerId, header.epoch(), 0),
              PartnerViews.header(header.firstSequence()));
          changes.put(Slots.partner(Slots.REACHED, partnerId), PartnerViews.reached(view));
        });
    publish(partnerId, views.incident(partnerId, views.extended(partnerId, view)));
  }

  private void trimmed(HistoryRecord.Trimmed trimmed) {
    String partnerId = trimmed.partnerId();
    int epoch = trimmed.position().epoch();
    long sequence = trimmed.position().sequence();
    StoredItem known = stored(partnerId, trimmed.position());
    PartnerView view = state(partnerId).view;
    PartnerView next =
        PartnerViews.holds(view, epoch, sequence) ? view.withOldest(sequence + 1) : view;
    table.write(
        changes -> {
          runs.remove(changes, partnerId, trimmed.position(), known);
          changes.delete(Slots.key(Slots.INCIDENT, partnerId, epoch, sequence));
          if (known != null && !known.isErased()) {
            changes.delete(Slots.order(partnerId, known.orderId(), epoch, sequence));
          }
          changes.put(Slots.partner(Slots.REACHED, partnerId), PartnerViews.reached(next));
        });
    recent.remove(partnerId, trimmed.position());
    PartnerView moved =
        next.contiguous() > view.contiguous() ? views.extended(partnerId, next) : next;
    publish(partnerId, moved.hasIncident() ? views.incident(partnerId, moved) : moved);
  }

  /** Notes that a slot's content is not agreed on; whether that is new. */
  private boolean incident(String partnerId, Position position) {
    byte[] key = Slots.key(Slots.INCIDENT, partnerId, position.epoch(), position.sequence());
    if (position.sequence() == 0) {
      return false;
    }
    StoredItem known = stored(partnerId, position);
    if ((known != null && known.isErased()) || table.get(key) != null) {
      return false;
    }
    table.write(changes -> changes.put(key, NOTHING));
    PartnerView view = state(partnerId).view;
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
        partnerId, _ -> new PartnerState(PartnerView.EMPTY, Position.START));
  }

  private void publish(String partnerId, PartnerView next) {
    PartnerState state = state(partnerId);
    PartnerView before = state.view;
    state.view = next;
    state.dirty = true;
    if (complete && next.hasGap() && !before.hasGap()) {
      alarms.gap(partnerId, next);
    }
    if (next.newest() != before.newest()
        || next.hasIncident() != before.hasIncident()
        || next.hasGap() != before.hasGap()) {
      waiters.changed(partnerId);
    }
  }

  /**
   * Says whether all is read that the topic had when the partition was taken on. From then on a gap
   * is an incident.
   */
  void complete(boolean now) {
    boolean before = complete;
    complete = now;
    if (now && !before) {
      states.forEach(
          (partnerId, state) -> {
            if (state.view.hasGap()) {
              alarms.gap(partnerId, state.view);
            }
          });
      waiters.wakeAll();
    }
  }

  /** Whether all is read that the topic had when the partition was taken on. */
  boolean isComplete() {
    return complete && !gate.isClosed();
  }

  /** Makes what is written durable. */
  void flush() {
    for (Map.Entry<String, PartnerState> entry : states.entrySet()) {
      PartnerState state = entry.getValue();
      if (state.dirty) {
        state.dirty = false;
        byte[] key = Slots.partner(Slots.REACHED, entry.getKey());
        table.write(changes -> changes.put(key, PartnerViews.reached(state.view)));
      }
    }
    table.flush();
  }

  /** The reader over this, which can be used as long as this is open. */
  PartitionReader reader() {
    return new PartitionReader(table, runs, recent, gate, states);
  }

  /** How many partners have a history here that is withheld from some item on. */
  long frozen() {
    return states.values().stream().filter(state -> state.view.extent(complete).frozen()).count();
  }

  /** Makes everything durable, waits for readers, and frees the native memory. */
  @Override
  public void close() {
    if (gate.isClosed()) {
      return;
    }
    gate.close();
    waiters.wakeAll();
    recent.forget(states::containsKey);
    try {
      flush();
    } finally {
      table.close();
    }
  }
}
