package io.orderwire.delivery.webhook.dispatch;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.subscription.Progress;
import io.orderwire.delivery.webhook.Delivery;
import io.orderwire.delivery.webhook.Delivery.Entry;
import io.orderwire.delivery.webhook.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * One endpoint on virtual time: a dispatch, its history, its partner's server and its stored
 * progress, with the checkers of order and at-least-once watching.
 */
final class SimulatedEndpoint {
  private static final int MOST_STEPS_AT_ONCE = 100_000;

  final OrderChecker order = new OrderChecker();
  final AtLeastOnceChecker atLeastOnce = new AtLeastOnceChecker();
  final List<Sent> sent = new ArrayList<>();
  final Events events;
  Dispatch dispatch;
  Progress stored;
  Instant now = Events.START;
  Instant suspendedAt = Instant.MAX;
  int taken;
  int mostHeld;
  int mostRanges;

  private final DispatchRules rules;
  private final Receiver receiver;
  private final RandomGenerator random;
  private final BooleanSupplier stores;
  private final PriorityQueue<Flight> flights =
      new PriorityQueue<>(Comparator.comparing(Flight::end).thenComparingLong(Flight::number));
  private Instant wakeAt = Events.START;

  /** A request and how it went. */
  record Sent(Instant at, Delivery delivery, Outcome outcome) {}

  private record Flight(Instant end, int number, Delivery delivery, Outcome outcome) {}

  SimulatedEndpoint(DispatchRules rules, Events events, Receiver receiver, RandomGenerator random) {
    this(rules, events, receiver, random, () -> true);
  }

  /** Progress is stored after an attempt where {@code stores} says so. */
  SimulatedEndpoint(
      DispatchRules rules,
      Events events,
      Receiver receiver,
      RandomGenerator random,
      BooleanSupplier stores) {
    this.rules = rules;
    this.events = events;
    this.receiver = receiver;
    this.random = random;
    this.stores = stores;
    this.stored = Progress.at(Position.START);
    this.dispatch = new Dispatch(rules, stored, false, random);
  }

  /** When something happens next; far away for never. */
  Instant nextTime() {
    Instant end = flights.isEmpty() ? Instant.MAX : flights.peek().end();
    return end.isBefore(wakeAt) ? end : wakeAt;
  }

  /** Goes on until nothing happens any more before that time, which is then the time. */
  void runUntil(Instant time) {
    while (!nextTime().isAfter(time)) {
      step();
    }
    now = time;
  }

  /** The next thing happens, if anything will. */
  void step() {
    Instant next = nextTime();
    if (next.equals(Instant.MAX)) {
      return;
    }
    now = next.isAfter(now) ? next : now;
    while (!flights.isEmpty() && !flights.peek().end().isAfter(now)) {
      end(flights.remove());
    }
    act();
  }

  /** An item is added to the history. */
  void append(EventType type, String orderId) {
    events.append(type, orderId);
    wake();
  }

  void wake() {
    dispatch.newest(events.newest());
    wakeAt = now;
  }

  /** The instance dies with all that is in flight, and another goes on from what is stored. */
  void crash() {
    flights.clear();
    order.crashed();
    atLeastOnce.crashed();
    dispatch = new Dispatch(rules, stored, false, random);
    dispatch.newest(events.newest());
    wakeAt = now;
  }

  /** A new dispatch from what is stored, as when the partner resumes a suspended endpoint. */
  void resume() {
    suspendedAt = Instant.MAX;
    crash();
  }

  void store() {
    stored = dispatch.progress();
    mostRanges = Math.max(mostRanges, stored.done().size());
    atLeastOnce.stored();
  }

  private void act() {
    for (int steps = 0; steps < MOST_STEPS_AT_ONCE; steps++) {
      Step step = dispatch.next(now);
      mostHeld = Math.max(mostHeld, dispatch.held());
      switch (step) {
        case Step.Send send -> begin(send.delivery());
        case Step.Fetch fetch ->
            dispatch.offer(events.after(fetch.afterSequence(), fetch.limit()), now);
        case Step.Advance advance -> store();
        case Step.WaitUntil until -> {
          if (!until.time().isAfter(now)) {
            throw new AssertionError("waits for what is past: " + until);
          }
          wakeAt = until.time();
          return;
        }
        case Step.AwaitSomething something -> {
          wakeAt = Instant.MAX;
          return;
        }
        case Step.Expired expired -> throw new AssertionError("a gap: " + expired);
      }
    }
    throw new AssertionError("does not come to rest at " + now);
  }

  private void begin(Delivery delivery) {
    Receiver.Answer answer = receiver.answer(delivery, now);
    order.begins(lane(delivery), sequences(delivery));
    sequences(delivery).forEach(atLeastOnce::begins);
    sent.add(new Sent(now, delivery, answer.outcome()));
    flights.add(new Flight(now.plus(answer.took()), sent.size(), delivery, answer.outcome()));
  }

  private void end(Flight flight) {
    Settled settled = dispatch.settle(flight.delivery(), flight.outcome(), now);
    List<Long> sequences = sequences(flight.delivery());
    boolean isSettled = settled instanceof Settled.Done || settled instanceof Settled.Parked;
    order.ends(lane(flight.delivery()), isSettled ? sequences : List.of());
    if (settled instanceof Settled.Done) {
      sequences.forEach(atLeastOnce::taken);
      taken += sequences.size();
    }
    boolean stops = settled instanceof Settled.Exhausted || settled instanceof Settled.Gone;
    if (stops) {
      suspendedAt = now;
    }
    if (stops || settled instanceof Settled.Parked || stores.getAsBoolean()) {
      store();
    }
  }

  private Object lane(Delivery delivery) {
    Event first = delivery.first();
    return switch (rules.definition().order()) {
      case PARTNER -> "all";
      case ORDER -> first.orderId().isEmpty() ? first.position() : first.orderId();
      case NONE -> first.position();
    };
  }

  private static List<Long> sequences(Delivery delivery) {
    return delivery.entries().stream()
        .map(Entry::event)
        .map(event -> event.position().sequence())
        .toList();
  }
}
