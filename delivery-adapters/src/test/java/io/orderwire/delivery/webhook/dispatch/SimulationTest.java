package io.orderwire.delivery.webhook.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.webhook.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Days of 1,500 endpoints on virtual time. Every request passes the checkers of order and
 * at-least-once. The seed makes every run the same.
 */
class SimulationTest {
  private static final long SEED = 20_261_124;
  private static final int ENDPOINTS = 1_500;
  private static final Duration LENGTH = Duration.ofDays(8);

  @Test
  void thousands_of_endpoints_over_days() {
    World world = new World();
    List<Behaviours> behaviours = populate(world, behaviour -> true);
    world.runUntil(Events.START.plus(LENGTH));

    for (int each = 0; each < ENDPOINTS; each++) {
      SimulatedEndpoint endpoint = world.endpoints.get(each);
      assertThat(endpoint.mostHeld).isLessThanOrEqualTo(200);
      assertThat(endpoint.mostRanges).isLessThanOrEqualTo(endpoint.mostHeld + 1);
      switch (behaviours.get(each)) {
        case SILENT, REFUSING -> {
          Duration until = Duration.between(Events.START, endpoint.suspendedAt);
          assertThat(until).isBetween(Duration.ofHours(62), Duration.ofHours(90));
          assertThat(endpoint.sent).hasSizeLessThanOrEqualTo(120);
          assertThat(endpoint.stored.position()).isEqualTo(Position.START);
        }
        case PICKY -> assertThat(lost(endpoint)).containsExactlyElementsOf(refused(endpoint));
        case HEALTHY, FLAPPING, SLOW, LYING, OVERLOADED -> {
          assertThat(endpoint.suspendedAt).isEqualTo(Instant.MAX);
          endpoint.atLeastOnce.complete(all(endpoint));
        }
      }
    }
  }

  @Test
  void dead_endpoints_change_nothing_for_healthy_ones() {
    World mixed = new World();
    List<Behaviours> behaviours = populate(mixed, behaviour -> true);
    World healthy = new World();
    populate(healthy, behaviour -> behaviour == Behaviours.HEALTHY);
    mixed.runUntil(Events.START.plus(Duration.ofHours(6)));
    healthy.runUntil(Events.START.plus(Duration.ofHours(6)));

    List<List<Instant>> inMixed = new ArrayList<>();
    for (int each = 0; each < ENDPOINTS; each++) {
      if (behaviours.get(each) == Behaviours.HEALTHY) {
        inMixed.add(times(mixed.endpoints.get(each)));
      }
    }
    assertThat(healthy.endpoints.stream().map(SimulationTest::times).toList()).isEqualTo(inMixed);
  }

  @Test
  void an_endpoint_that_was_down_for_days_gets_all_in_order_and_ramped_without_growing() {
    for (Order order : Order.values()) {
      Instant back = Events.START.plus(Duration.ofHours(30));
      Receiver receiver =
          (delivery, now) ->
              Receiver.soon(now.isBefore(back) ? Receiver.refused(503) : Receiver.OK);
      SimulatedEndpoint endpoint =
          new SimulatedEndpoint(
              Rules.order(order).slowStart().schedule(RetrySchedule.DEFAULT).build(),
              Events.many(10, 10),
              receiver,
              random(1));
      endpoint.runUntil(Events.START.plusSeconds(3_600));
      for (int item = 0; item < 10_000; item++) {
        endpoint.append(EventType.CREATED, "o" + item % 500);
      }
      endpoint.runUntil(back);
      int before = endpoint.sent.size();
      endpoint.runUntil(Events.START.plus(Duration.ofHours(75)));

      assertThat(before).isLessThanOrEqualTo(20);
      endpoint.atLeastOnce.complete(all(endpoint));
      assertThat(endpoint.atLeastOnce.repeats()).isZero();
      assertThat(endpoint.mostHeld).isLessThanOrEqualTo(100);
      Instant first = endpoint.sent.get(before).at();
      assertThat(within(endpoint, first, Duration.ofSeconds(1))).isLessThanOrEqualTo(7);
      assertThat(within(endpoint, first, Duration.ofSeconds(5))).isLessThanOrEqualTo(40);
      assertThat(within(endpoint, first, Duration.ofSeconds(10))).isLessThanOrEqualTo(120);
      assertThat(within(endpoint, first, Duration.ofMinutes(10))).isEqualTo(10_010);
    }
  }

  /** The behaviours of the endpoints, of which those that are wanted are put into the world. */
  private static List<Behaviours> populate(World world, Predicate<Behaviours> wanted) {
    List<Behaviours> behaviours = new ArrayList<>();
    for (int each = 0; each < ENDPOINTS; each++) {
      RandomGenerator random = random(SEED + each);
      Behaviours behaviour =
          List.of(Behaviours.values()).get(random.nextInt(Behaviours.values().length));
      behaviours.add(behaviour);
      if (wanted.test(behaviour)) {
        settle(world, behaviour, random);
      }
    }
    return behaviours;
  }

  private static void settle(World world, Behaviours behaviour, RandomGenerator random) {
    Order[] orders =
        behaviour == Behaviours.PICKY ? new Order[] {Order.ORDER, Order.NONE} : Order.values();
    Rules rules =
        Rules.order(orders[random.nextInt(orders.length)])
            .slowStart()
            .inFlight(1 + random.nextInt(10))
            .schedule(RetrySchedule.DEFAULT);
    SimulatedEndpoint endpoint =
        new SimulatedEndpoint(
            rules.build(), Events.many(20, 7), behaviour.receiver(random), random);
    world.add(endpoint);
    for (int item = 0; item < 10; item++) {
      Instant time = Events.START.plusSeconds(random.nextInt(2 * 86_400));
      world.itemAt(time, endpoint, "o" + random.nextInt(7));
    }
  }

  private static List<Long> all(SimulatedEndpoint endpoint) {
    return LongStream.rangeClosed(1, endpoint.events.newest()).boxed().toList();
  }

  private static List<Long> lost(SimulatedEndpoint endpoint) {
    return all(endpoint).stream()
        .filter(sequence -> !endpoint.atLeastOnce.isTaken(sequence))
        .toList();
  }

  /** The items of the order that a picky server does not accept. */
  private static List<Long> refused(SimulatedEndpoint endpoint) {
    return endpoint.events.all().stream()
        .filter(event -> event.orderId().equals("o0"))
        .map(event -> event.position().sequence())
        .toList();
  }

  private static List<Instant> times(SimulatedEndpoint endpoint) {
    return endpoint.sent.stream().map(SimulatedEndpoint.Sent::at).toList();
  }

  private static long within(SimulatedEndpoint endpoint, Instant from, Duration time) {
    return endpoint.sent.stream()
        .filter(sent -> !sent.at().isBefore(from) && sent.at().isBefore(from.plus(time)))
        .count();
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
