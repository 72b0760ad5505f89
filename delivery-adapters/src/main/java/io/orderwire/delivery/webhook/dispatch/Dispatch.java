package io.orderwire.delivery.webhook.dispatch;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.subscription.Progress;
import io.orderwire.delivery.subscription.Progress.Parked;
import io.orderwire.delivery.subscription.Progress.Retry;
import io.orderwire.delivery.webhook.Definition.OnExhausted;
import io.orderwire.delivery.webhook.Delivery;
import io.orderwire.delivery.webhook.Outcome;
import io.orderwire.delivery.webhook.dispatch.Flights.Flight;
import io.orderwire.delivery.webhook.dispatch.Item.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides what one endpoint, or one replay, gets next. Not thread-safe.
 *
 * <p>Progress names every item that is not settled: what is sent and not settled when its progress
 * is taken is sent again after resuming from it, and nothing else is.
 *
 * <p>After {@link Settled.Exhausted} and {@link Settled.Gone} nothing further is sent; the item
 * stays in the progress as due, and its schedule begins anew when a dispatch is resumed from it.
 */
public final class Dispatch {
  private static final int STORED_AFTER = 10_000;

  private final DispatchRules rules;
  private final RandomGenerator random;
  private final NavigableMap<Long, Retry> retries = new TreeMap<>();
  private final NavigableMap<Long, Parked> parked = new TreeMap<>();
  private final Lanes lanes = new Lanes(retries);
  private final Flights flights = new Flights();
  private final SettledRanges settled;
  private final AskedFor askedFor;
  private final Reading reading;
  private final Triggers triggers;
  private final Flow flow;
  private final Appetite appetite;
  private boolean stopped;
  private int unstored;

  /**
   * Goes on from stored progress. Failed items keep their attempts and due times; where there are
   * any, requests are ramped up.
   *
   * @param degraded whether too many requests failed before; it is so until one does not
   * @param random for the retries' jitter
   */
  public Dispatch(DispatchRules rules, Progress resumed, boolean degraded, RandomGenerator random) {
    this.rules = rules;
    this.random = random;
    settled = new SettledRanges(resumed.position().sequence(), resumed.done());
    askedFor = new AskedFor(rules.definition(), retries, lanes);
    for (Retry retry : resumed.retries()) {
      retries.put(retry.sequence(), retry);
      if (settled.contains(retry.sequence())) {
        askedFor.add(retry.sequence());
      }
    }
    resumed.parked().forEach(item -> parked.put(item.position().sequence(), item));
    flow = new Flow(rules, !retries.isEmpty(), degraded);
    reading = new Reading(rules, settled, lanes, resumed.position(), resumed.previous());
    triggers = new Triggers(rules, settled, retries, lanes, reading);
    appetite = new Appetite(rules, retries, lanes, reading, flow);
  }

  /**
   * What to do now; to be asked again after it was done, after anything else happened, and at the
   * time that a {@link Step.WaitUntil} names.
   */
  public Step next(Instant now) {
    if (reading.expired() > 0) {
      return new Step.Expired(reading.expired());
    }
    if (stopped) {
      return new Step.AwaitSomething();
    }
    if (triggers.isWanted()) {
      if (flights.hasNext()) {
        return new Step.AwaitSomething();
      }
      triggers.gather();
    }
    triggers.cut();
    if (reading.passedOver() >= STORED_AFTER) {
      return advance();
    }
    lanes.admit(now);
    boolean hasSlot = hasSlot();
    Lane lane = hasSlot ? choose(now) : null;
    boolean canSend = lane != null && lane.isReady && appetite.hasAll(lane);
    Instant earliest = flow.earliest(now);
    if (lane != null && canSend && !earliest.isAfter(now)) {
      return new Step.Send(begin(lane, now));
    }
    if (askedFor.isReadable() && appetite.hasRoom() && !isHeld(now)) {
      return askedFor.read();
    }
    askedFor.forgetReading();
    if (appetite.readsOn(triggers.gathering(), lane, flights.items(), now)) {
      return new Step.Fetch(reading.last(), appetite.page(triggers.gathering()));
    }
    if (reading.passedOver() > 0) {
      return advance();
    }
    if (canSend) {
      return new Step.WaitUntil(earliest);
    }
    Instant due = hasSlot ? nextDue() : null;
    return due == null
        ? new Step.AwaitSomething()
        : new Step.WaitUntil(due.isAfter(earliest) ? due : earliest);
  }

  /**
   * Answers {@link Step.Fetch}.
   *
   * @param read the items after the sequence that was asked for, ascending and of all types; empty
   *     at the end of the history
   */
  public void offer(List<Event> read, Instant now) {
    if (!askedFor.take(read)) {
      reading.take(read, triggers.gathering());
    }
  }

  /** There may be new items: where the history had ended, it is read on. */
  public void wake() {
    reading.wake();
    askedFor.wake();
  }

  /** The history reaches up to that sequence; where that is new, it is read on. */
  public void newest(long sequence) {
    reading.reaches(sequence);
    askedFor.wake();
  }

  /**
   * Tells how an attempt ended.
   *
   * @param delivery one that {@link Step.Send} gave, once
   */
  public Settled settle(Delivery delivery, Outcome outcome, Instant now) {
    Flight flight = flights.end(delivery);
    boolean wasOpen = flow.isOpen();
    flow.ended(outcome, flight.first().lane(), flight.generation(), now);
    if (outcome.isSuccess()) {
      settle(flight);
      return new Settled.Done();
    }
    if (outcome instanceof Outcome.Refused refused && refused.status() == 410) {
      return stop(flight, new Settled.Gone(), now);
    }
    int attempts = delivery.attempt();
    Optional<Instant> next = rules.schedule().next(attempts, now, random);
    if (next.isPresent()) {
      Instant floor = now.plus(flow.retryAfter(outcome).orElse(Duration.ZERO));
      Instant at = next.get().isAfter(floor) ? next.get() : floor;
      fail(flight, attempts, at, now);
      return new Settled.RetryAt(at, attempts);
    }
    if (wasOpen || !mayPark(flight)) {
      return stop(flight, new Settled.Exhausted(), now);
    }
    Position position = delivery.last().position();
    parked.put(position.sequence(), new Parked(position, attempts, now));
    settle(flight);
    return new Settled.Parked();
  }

  /**
   * Tells that an attempt was not made: what it would have carried is sent as if it never was asked
   * for.
   *
   * @param delivery one that {@link Step.Send} gave, once
   */
  public void putBack(Delivery delivery) {
    lanes.putBack(flights.end(delivery).lane());
  }

  /**
   * So many requests have ended whose end is not stored yet, and which would therefore be repeated
   * after a crash. With those in flight they are never more than the endpoint's most in flight, so
   * that it bounds repeats, too.
   */
  public void unstored(int ended) {
    unstored = ended;
  }

  /** Whether one more request may be in flight. */
  public boolean hasSlot() {
    return flights.size() < flow.concurrency() && flights.size() + unstored < rules.maxInFlight();
  }

  /** The position of {@link #progress}; asking for it does not count as storing. */
  public Position position() {
    return reading.position(settled.position());
  }

  /** The last item that was read; the position, where none was. */
  public Position lastRead() {
    return reading.position(reading.last());
  }

  /** What is to be stored now; {@link Step.Advance} counts from here on. */
  public Progress progress() {
    reading.resetPassedOver();
    return new Progress(
        position(),
        triggers.previous(),
        settled.above(),
        List.copyOf(retries.values()),
        List.copyOf(parked.values()));
  }

  /**
   * An item that was set aside is to be tried again at once, and then as after a first failure.
   *
   * @return false where it is not set aside
   */
  public boolean unpark(long sequence) {
    Parked item = parked.remove(sequence);
    if (item == null) {
      return false;
    }
    retries.put(sequence, new Retry(sequence, sequence, 1, item.parkedAt(), item.parkedAt()));
    askedFor.add(sequence);
    return true;
  }

  /** How the endpoint does. */
  public Health health(Instant now) {
    return flow.health(flights.size(), now);
  }

  /** Whether all up to the last sequence that is delivered is settled; false without such. */
  public boolean isFinished() {
    return rules.upTo().isPresent()
        && settled.position() >= rules.upTo().getAsLong()
        && flights.isEmpty()
        && lanes.items() == 0
        && askedFor.isEmpty();
  }

  /** Whether items are held in memory, sent or not. */
  public boolean holdsItems() {
    return held() > 0 || triggers.holdsItem();
  }

  /** How many items are held in memory. */
  int held() {
    return lanes.items();
  }

  private @Nullable Lane choose(Instant now) {
    return flow.isOpen()
        ? lanes.probe(!flow.nextTry().isAfter(now))
        : lanes.next(flights.prefersFresh(flow.concurrency()));
  }

  /** When the next lane will have something to send; null for none. */
  private @Nullable Instant nextDue() {
    if (!flow.isOpen()) {
      return lanes.nextDue();
    }
    Lane probe = lanes.probe(false);
    Instant due = probe == null || probe.isReady ? null : probe.dueAt;
    return lanes.hasFresh() && (due == null || flow.nextTry().isBefore(due)) ? flow.nextTry() : due;
  }

  private boolean isHeld(Instant now) {
    return lanes.items() > 0 && (flow.isOpen() || flow.isPaused(now));
  }

  private Step advance() {
    reading.resetPassedOver();
    return new Step.Advance();
  }

  private Delivery begin(Lane lane, Instant now) {
    List<Item> items = Cut.of(lane, retries, rules.definition().batch()).items();
    Item first = items.getFirst();
    Retry failed = retries.get(first.sequence());
    Delivery delivery =
        new Delivery(
            items.stream().map(Item::entry).toList(),
            failed == null ? 1 : failed.attempts() + 1,
            rules.replay(),
            first.pending());
    flow.sent(now);
    lanes.begin(lane);
    flights.begin(delivery, new Flight(lane, items, failed != null, flow.generation()));
    return delivery;
  }

  private void settle(Flight flight) {
    lanes.settle(flight.lane(), flight.items());
    for (Item item : flight.items()) {
      if (item.kind() == Kind.TRIGGER) {
        triggers.settle(item);
      } else {
        settled.settle(item.sequence(), item.sequence());
      }
    }
  }

  private void fail(Flight flight, int attempts, Instant dueAt, Instant now) {
    long first = flight.first().sequence();
    Retry before = retries.get(first);
    Instant since = before == null ? now : before.failingSince();
    lanes.fail(flight.lane(), new Retry(first, flight.lastSequence(), attempts, dueAt, since));
  }

  private Settled stop(Flight flight, Settled why, Instant now) {
    stopped = true;
    fail(flight, 1, now, now);
    return why;
  }

  private boolean mayPark(Flight flight) {
    return rules.definition().onExhausted() == OnExhausted.PARK
        && flight.items().size() == 1
        && flight.first().kind() != Kind.TRIGGER
        && parked.size() < rules.tuning().mostParked();
  }
}
