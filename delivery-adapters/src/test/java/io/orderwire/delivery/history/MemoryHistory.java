package io.orderwire.delivery.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Histories in memory, for tests. Safe for use by many threads. */
public final class MemoryHistory implements History {
  /** The record time of sequence 0; each item's is a second later than the one before. */
  public static final Instant EPOCH = Instant.parse("2026-11-24T00:00:00Z");

  private final Map<String, List<Event>> histories = new HashMap<>();
  private final Map<String, Long> oldest = new HashMap<>();
  private final Map<String, Boolean> frozen = new HashMap<>();
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
  private int waits;
  private final Map<String, Object> states = new HashMap<>();
  private final Map<String, Long> erasures = new HashMap<>();
  private Readiness readiness = new Readiness.Ready();
  private boolean mayLag;

  /** Appends an item of one order, in the epoch of the item before. */
  public synchronized Event append(String partnerId, EventType type, String orderId) {
    List<Event> events = of(partnerId);
    int epoch = events.isEmpty() ? 0 : events.getLast().position().epoch();
    return append(partnerId, new Position(epoch, events.size() + 1L), type, orderId, "");
  }

  /** Appends an item with a payload of so many characters. */
  public synchronized Event appendLarge(String partnerId, int size) {
    long sequence = of(partnerId).size() + 1L;
    return append(
        partnerId, new Position(0, sequence), EventType.CREATED, "large", "x".repeat(size));
  }

  private Event append(
      String partnerId, Position position, EventType type, String orderId, String filler) {
    Event event = event(partnerId, position, type, orderId, filler);
    of(partnerId).add(event);
    states.put(partnerId, new Object());
    changed();
    return event;
  }

  private static Event event(
      String partnerId, Position position, EventType type, String orderId, String filler) {
    String id = ItemIds.encode(partnerId, position);
    Instant time = EPOCH.plusSeconds(position.sequence());
    String json =
        "{\"id\":\"%s\",\"sequence\":%d,\"type\":\"%s\",\"recorded_at\":\"%s\",\"order_id\":\"%s\",\"data\":{\"filler\":\"%s\"}}"
            .formatted(id, position.sequence(), type.wireName(), time, orderId, filler);
    String created =
        type == EventType.CREATED
            ? "{\"id\":\"%s\",\"occured_at\":\"%s\",\"order_id\":\"%s\"}"
                .formatted(id, time, orderId)
            : "";
    return new Event(position, type, orderId, time, json.getBytes(UTF_8), created.getBytes(UTF_8));
  }

  /** Replaces the items from a sequence on by nothing; the next one is in the next epoch. */
  public synchronized void newEpoch(String partnerId, long from, EventType type, String orderId) {
    List<Event> events = of(partnerId);
    int epoch = events.isEmpty() ? 0 : events.getLast().position().epoch();
    while (events.size() >= from) {
      events.removeLast();
    }
    append(partnerId, new Position(epoch + 1, from), type, orderId, "");
  }

  /** Erases an item's content. */
  public synchronized void erase(String partnerId, long sequence) {
    erasures.merge(partnerId, 1L, Long::sum);
    change(
        partnerId, sequence, event -> event(partnerId, event.position(), EventType.ERASED, "", ""));
  }

  private void change(String partnerId, long sequence, UnaryOperator<Event> how) {
    states.put(partnerId, new Object());
    changed();
    of(partnerId).set((int) sequence - 1, how.apply(of(partnerId).get((int) sequence - 1)));
  }

  /** Keeps no item below a sequence. */
  public synchronized void trim(String partnerId, long keptFrom) {
    oldest.put(partnerId, keptFrom);
    states.put(partnerId, new Object());
    changed();
  }

  /** Freezes a history, or lets it go on. */
  public synchronized void freeze(String partnerId, boolean isFrozen) {
    frozen.put(partnerId, isFrozen);
    states.put(partnerId, new Object());
    changed();
  }

  /** Changes what is answered about every partner. */
  public synchronized void become(Readiness now) {
    readiness = now;
    changed();
  }

  @Override
  public synchronized Object state(String partnerId) {
    return states.computeIfAbsent(partnerId, _ -> new Object());
  }

  @Override
  public synchronized Extent extent(String partnerId) {
    List<Event> events = of(partnerId);
    if (events.isEmpty()) {
      return new Extent(new Position(0, 1), Position.START, isFrozen(partnerId));
    }
    return new Extent(
        events.get((int) oldest(partnerId) - 1).position(),
        events.getLast().position(),
        isFrozen(partnerId));
  }

  @Override
  public synchronized List<Event> readAfter(String partnerId, long sequence, int limit) {
    List<Event> events = of(partnerId);
    int from = (int) Math.max(sequence, oldest(partnerId) - 1);
    return from >= events.size()
        ? List.of()
        : bounded(events.subList(from, Math.min(events.size(), from + limit)));
  }

  @Override
  public synchronized List<Event> readBefore(String partnerId, long sequence, int limit) {
    List<Event> events = of(partnerId);
    int to = (int) Math.min(events.size(), sequence - 1);
    int from = (int) Math.max(oldest(partnerId) - 1, to - (long) limit);
    return to <= from ? List.of() : bounded(events.subList(from, to).reversed());
  }

  private static List<Event> bounded(List<Event> events) {
    List<Event> bounded = new ArrayList<>();
    long bytes = 0;
    for (Event event : events) {
      if (bytes >= READ_BYTES) {
        break;
      }
      bounded.add(event);
      bytes += event.json().length + event.createdHistoryJson().length;
    }
    return bounded;
  }

  private List<Event> kept(String partnerId) {
    List<Event> events = of(partnerId);
    return events.subList((int) Math.min(events.size(), oldest(partnerId) - 1), events.size());
  }

  @Override
  public synchronized long sequenceBefore(String partnerId, Instant time) {
    for (Event event : kept(partnerId)) {
      if (event.type() != EventType.ERASED && !event.recordedAt().isBefore(time)) {
        return event.position().sequence() - 1;
      }
    }
    return of(partnerId).size();
  }

  @Override
  public synchronized OptionalLong epochAt(String partnerId, long sequence) {
    List<Event> events = of(partnerId);
    if (sequence == 0) {
      return OptionalLong.of(0);
    }
    return sequence > events.size()
        ? OptionalLong.empty()
        : OptionalLong.of(events.get((int) sequence - 1).position().epoch());
  }

  @Override
  public synchronized boolean awaitAfter(String partnerId, long sequence, Duration timeout)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (of(partnerId).size() <= sequence && !isFrozen(partnerId)) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      waits++;
      wait(left);
    }
    return of(partnerId).size() > sequence;
  }

  /** How often somebody has begun to wait for an item. */
  public synchronized int waits() {
    return waits;
  }

  /** All is in memory, so only waiting takes more effort. */
  @Override
  public History within(Effort most) {
    return new OtherHistory(this) {
      @Override
      public boolean awaitAfter(String partnerId, long sequence, Duration timeout) {
        throw new EffortException();
      }
    };
  }

  @Override
  public Watch watch(String partnerId, Runnable changed) {
    watchers.add(changed);
    return () -> watchers.remove(changed);
  }

  /** Tells all watchers, whichever partner they are of. */
  private void changed() {
    notifyAll();
    watchers.forEach(Runnable::run);
  }

  @Override
  public synchronized void ofOrder(String partnerId, String orderId, Consumer<Event> events) {
    kept(partnerId).stream().filter(event -> event.orderId().equals(orderId)).forEach(events);
  }

  @Override
  public synchronized Readiness readiness(String partnerId) {
    return readiness;
  }

  @Override
  public synchronized long erasures(String partnerId) {
    return erasures.getOrDefault(partnerId, 0L);
  }

  @Override
  public synchronized boolean mayLag(String partnerId) {
    return mayLag;
  }

  /** From now on this history does not know whether it knows everything. */
  public synchronized void cutOff() {
    mayLag = true;
  }

  private List<Event> of(String partnerId) {
    return histories.computeIfAbsent(partnerId, _ -> new ArrayList<>());
  }

  private long oldest(String partnerId) {
    return oldest.getOrDefault(partnerId, 1L);
  }

  private boolean isFrozen(String partnerId) {
    return frozen.getOrDefault(partnerId, false);
  }
}
