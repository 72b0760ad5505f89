package io.orderwire.delivery.webhook.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.history.Event;
import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.subscription.Progress;
import io.orderwire.delivery.subscription.Progress.Range;
import io.orderwire.delivery.webhook.Delivery;
import io.orderwire.delivery.webhook.Delivery.Entry;
import io.orderwire.delivery.webhook.Order;
import io.orderwire.delivery.webhook.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds whatever the endpoint does, and whenever the instance dies. */
class DispatchPropertiesTest {
  private static final Duration DAYS = Duration.ofDays(300);

  /** In every order, with or without filter, batches, parking and a tiny window. */
  @Property(tries = 250)
  void everything_is_delivered_in_order_over_failures_and_crashes(@ForAll long seed) {
    RandomGenerator random = random(seed);
    Rules rules = anyRules(random);
    Events events = anyEvents(random);
    Script script = new Script(random);
    SimulatedEndpoint endpoint =
        new SimulatedEndpoint(
            rules.build(), events, script::answer, random, () -> random.nextInt(3) > 0);
    for (int crashes = random.nextInt(6); crashes > 0; crashes--) {
      for (int steps = random.nextInt(60); steps > 0; steps--) {
        endpoint.step();
        assertCompact(endpoint.dispatch.progress());
        if (random.nextInt(8) == 0) {
          endpoint.append(EventType.CREATED, "o" + random.nextInt(4));
        }
      }
      endpoint.crash();
    }
    script.heals = true;
    endpoint.crash();
    endpoint.runUntil(endpoint.now.plus(DAYS));
    endpoint.store();

    List<Long> passing =
        events.all().stream()
            .filter(event -> rules.build().definition().passes(event.type()))
            .map(event -> event.position().sequence())
            .toList();
    List<Long> parked =
        endpoint.stored.parked().stream().map(item -> item.position().sequence()).toList();
    assertThat(parked).allMatch(endpoint.dispatch::unpark);
    endpoint.wake();
    endpoint.runUntil(endpoint.now.plus(DAYS));
    endpoint.store();
    endpoint.atLeastOnce.complete(passing);
    assertThat(endpoint.stored.position()).isEqualTo(events.all().getLast().position());
    assertThat(endpoint.stored.done()).isEmpty();
    assertThat(endpoint.stored.retries()).isEmpty();
    assertThat(endpoint.dispatch.held()).isZero();
  }

  /** Every delivery names the item before that passes the filter, also after crashes. */
  @Property(tries = 100)
  void each_item_names_its_predecessor(@ForAll long seed) {
    RandomGenerator random = random(seed);
    Rules rules = anyRules(random);
    Events events = anyEvents(random);
    Script script = new Script(random);
    SimulatedEndpoint endpoint =
        new SimulatedEndpoint(rules.build(), events, script::answer, random);
    for (int steps = 0; steps < 150; steps++) {
      endpoint.step();
      if (random.nextInt(20) == 0) {
        endpoint.crash();
      }
    }
    List<Position> passing =
        events.all().stream()
            .filter(event -> rules.build().definition().passes(event.type()))
            .map(Event::position)
            .toList();
    for (SimulatedEndpoint.Sent sent : endpoint.sent) {
      for (Entry entry : sent.delivery().entries()) {
        int index = passing.indexOf(entry.event().position());
        assertThat(entry.previous())
            .isEqualTo(index == 0 ? Position.START : passing.get(index - 1));
      }
    }
  }

  private static void assertCompact(Progress progress) {
    long above = progress.position().sequence() + 1;
    for (Range range : progress.done()) {
      assertThat(range.first()).isGreaterThan(above);
      above = range.last() + 1;
    }
    assertThat(progress.retries().stream().map(Progress.Retry::sequence)).isSorted();
  }

  private static Rules anyRules(RandomGenerator random) {
    Order order = List.of(Order.values()).get(random.nextInt(3));
    Rules rules = Rules.order(order).inFlight(1 + random.nextInt(6)).slowStart();
    rules.tuning(1 + random.nextInt(20), 1 + random.nextInt(12), 1_000);
    if (random.nextBoolean()) {
      rules.only(EventType.CREATED, EventType.CANCELLED);
    }
    if (order == Order.PARTNER && random.nextBoolean()) {
      rules.batch(2 + random.nextInt(5), 1_024);
    }
    if (order != Order.PARTNER && random.nextBoolean()) {
      rules.parking();
    }
    if (random.nextInt(4) == 0) {
      rules.perSecond(1 + random.nextInt(50));
    }
    return rules;
  }

  private static Events anyEvents(RandomGenerator random) {
    Events events = new Events();
    int orders = 1 + random.nextInt(8);
    int epoch = 0;
    for (int items = 1 + random.nextInt(100); items > 0; items--) {
      epoch += random.nextInt(40) == 0 ? 1 : 0;
      EventType type = List.of(EventType.values()).get(random.nextInt(EventType.values().length));
      String order = type == EventType.ERASED ? "" : "o" + random.nextInt(orders);
      events.append(epoch, type, order);
    }
    return events;
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** Fails at random, each order in its own way, until it heals. */
  private static final class Script {
    private final RandomGenerator random;
    private final int failuresOfTen;
    boolean heals;

    Script(RandomGenerator random) {
      this.random = random;
      this.failuresOfTen = random.nextInt(11);
    }

    Receiver.Answer answer(Delivery delivery, Instant now) {
      Duration took = Duration.ofMillis(1 + random.nextInt(5_000));
      boolean fails = !heals && random.nextInt(10) < failuresOfTen;
      return new Receiver.Answer(fails ? failure() : Receiver.OK, took);
    }

    private Outcome failure() {
      return switch (random.nextInt(4)) {
        case 0 -> new Outcome.TimedOut();
        case 1 -> new Outcome.Unreachable(Outcome.Cause.CONNECT);
        case 2 -> Receiver.refused(429, Duration.ofSeconds(random.nextInt(100)));
        default -> Receiver.refused(500);
      };
    }
  }
}
