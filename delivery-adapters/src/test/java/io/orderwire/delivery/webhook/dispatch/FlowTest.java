package io.orderwire.delivery.webhook.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.subscription.Progress;
import io.orderwire.delivery.webhook.Delivery;
import io.orderwire.delivery.webhook.Order;
import io.orderwire.delivery.webhook.Outcome;
import io.orderwire.delivery.webhook.dispatch.Health.Breaker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pace, concurrency, circuit breaker and ramp. */
class FlowTest {
  private static final Outcome TIMED_OUT = new Outcome.TimedOut();

  private static Health health(ByHand endpoint) {
    return endpoint.dispatch.health(endpoint.now);
  }

  @Test
  void requests_in_flight_double_with_each_round_of_successes_up_to_the_most() {
    ByHand endpoint =
        new ByHand(Rules.order(Order.NONE).inFlight(10).slowStart(), Events.many(100, 100));
    int[] rounds = {1, 2, 4, 8, 10, 10};
    for (int size : rounds) {
      List<Delivery> sent = endpoint.sendAll();
      assertThat(sent).hasSize(size);
      sent.forEach(endpoint::ok);
    }
  }

  @Test
  void an_endpoint_that_has_never_answered_well_has_one_request_in_flight() {
    List<Outcome> failures =
        List.of(TIMED_OUT, new Outcome.Unreachable(Outcome.Cause.CONNECT), Receiver.refused(500));
    for (Outcome failure : failures) {
      ByHand endpoint =
          new ByHand(Rules.order(Order.NONE).inFlight(10).slowStart(), Events.many(100, 100));
      for (int round = 0; round < 3; round++) {
        List<Delivery> sent = endpoint.sendAll();
        assertThat(sent).hasSize(1);
        endpoint.ends(sent.getFirst(), failure);
      }
    }
  }

  @Test
  void after_the_first_overload_successes_raise_the_concurrency_by_one_a_round() {
    ByHand endpoint =
        new ByHand(Rules.order(Order.NONE).inFlight(100).slowStart(), Events.many(400, 400));
    for (int round = 0; round < 4; round++) {
      endpoint.sendAll().forEach(endpoint::ok);
    }
    List<Delivery> sent = endpoint.sendAll();
    assertThat(sent).hasSize(16);
    endpoint.ends(sent.getFirst(), TIMED_OUT);
    sent.subList(1, 16).forEach(endpoint::ok);
    int before = health(endpoint).concurrency();
    assertThat(before).isBetween(8, 10);
    endpoint.sendAll().forEach(endpoint::ok);
    assertThat(health(endpoint).concurrency()).isBetween(before, before + 1);
  }

  @Test
  void what_has_ended_and_is_not_stored_leaves_the_concurrency_but_counts_for_the_most() {
    ByHand endpoint =
        new ByHand(Rules.order(Order.NONE).inFlight(10).slowStart(), Events.many(100, 100));
    int ended = 0;
    for (int size : new int[] {1, 2, 4, 3}) {
      List<Delivery> sent = endpoint.sendAll();
      assertThat(sent).hasSize(size);
      sent.forEach(endpoint::ok);
      ended += size;
      endpoint.dispatch.unstored(ended);
    }
    assertThat(endpoint.sendAll()).isEmpty();
    endpoint.dispatch.unstored(0);
    assertThat(endpoint.sendAll()).hasSize(10);
  }

  @Test
  void overload_halves_the_concurrency_once_for_all_that_was_in_flight() {
    ByHand endpoint = new ByHand(Rules.order(Order.NONE).inFlight(8), Events.many(100, 100));
    List<Delivery> sent = endpoint.sendAll();
    assertThat(sent).hasSize(8);
    sent.subList(0, 4).forEach(each -> endpoint.ends(each, TIMED_OUT));
    assertThat(health(endpoint).concurrency()).isEqualTo(4);
    sent.subList(4, 8).forEach(endpoint::ok);
    assertThat(endpoint.sendAll()).hasSize(4);
  }

  @Test
  void successes_raise_the_concurrency_by_one_a_round() {
    ByHand endpoint = new ByHand(Rules.order(Order.NONE).inFlight(8), Events.many(200, 200));
    List<Delivery> sent = endpoint.sendAll();
    endpoint.ends(sent.getFirst(), TIMED_OUT);
    sent.subList(1, 8).forEach(endpoint::ok);
    int before = health(endpoint).concurrency();
    endpoint.sendAll().forEach(endpoint::ok);
    assertThat(health(endpoint).concurrency()).isBetween(before, before + 1);
    for (int round = 0; round < 8; round++) {
      endpoint.sendAll().forEach(endpoint::ok);
    }
    assertThat(health(endpoint).concurrency()).isEqualTo(8);
  }

  @Test
  void a_failure_that_is_no_overload_leaves_the_concurrency() {
    ByHand endpoint = new ByHand(Rules.order(Order.NONE).inFlight(8), Events.many(100, 100));
    endpoint.fails(endpoint.sendAll().getFirst());
    assertThat(health(endpoint).concurrency()).isEqualTo(8);
  }

  @Test
  void retry_after_of_an_overloaded_endpoint_pauses_all_of_it() {
    ByHand endpoint = new ByHand(Rules.order(Order.NONE).inFlight(2), Events.many(9, 9));
    List<Delivery> sent = endpoint.sendAll();
    Instant back = endpoint.now.plusSeconds(90);
    assertThat(endpoint.ends(sent.get(0), Receiver.refused(429, Duration.ofSeconds(90))))
        .isEqualTo(new Settled.RetryAt(back, 1));
    endpoint.ok(sent.get(1));
    assertThat(endpoint.next()).isEqualTo(new Step.WaitUntil(back));
    endpoint.pass(Duration.ofSeconds(90));
    assertThat(endpoint.sendAll()).isNotEmpty();
  }

  @Test
  void retry_after_of_another_failure_is_the_least_delay_of_its_lane() {
    ByHand endpoint = new ByHand(Rules.order(Order.NONE).inFlight(1), Events.many(9, 9));
    Instant back = endpoint.now.plusSeconds(90);
    assertThat(endpoint.ends(endpoint.send(), Receiver.refused(500, Duration.ofSeconds(90))))
        .isEqualTo(new Settled.RetryAt(back, 1));
    assertThat(endpoint.next()).isInstanceOf(Step.Send.class);
  }

  @Test
  void retry_after_is_honoured_up_to_a_day_and_never_shortens_a_delay() {
    ByHand endpoint = new ByHand(Rules.order(Order.NONE).inFlight(2), Events.many(2, 2));
    List<Delivery> sent = endpoint.sendAll();
    assertThat(endpoint.ends(sent.get(0), Receiver.refused(503, Duration.ofDays(1_000))))
        .isEqualTo(new Settled.RetryAt(endpoint.now.plus(Duration.ofDays(1)), 1));
    assertThat(endpoint.ends(sent.get(1), Receiver.refused(503, Duration.ofSeconds(1))))
        .isEqualTo(new Settled.RetryAt(endpoint.now.plusSeconds(5), 1));
  }

  @Test
  void failures_in_a_row_open_the_breaker_and_one_request_at_a_time_tries() {
    ByHand endpoint = new ByHand(Rules.order(Order.NONE).inFlight(10), Events.many(10, 10));
    endpoint.sendAll().forEach(endpoint::fails);
    assertThat(health(endpoint).breaker()).isEqualTo(Breaker.OPEN);
    Duration[] pace = {Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(30)};
    for (int probe = 0; probe < pace.length; probe++) {
      assertThat(endpoint.next()).isEqualTo(new Step.WaitUntil(endpoint.now.plus(pace[probe])));
      List<Delivery> sent = endpoint.pass(pace[probe]).sendAll();
      assertThat(sent).hasSize(1);
      assertThat(sent.getFirst().attempt()).isEqualTo(probe + 2);
      assertThat(endpoint.next()).isEqualTo(new Step.AwaitSomething());
      endpoint.fails(sent.getFirst());
    }
  }

  @Test
  void while_the_breaker_is_open_an_item_that_was_never_sent_tries_ever_more_rarely() {
    ByHand endpoint = new ByHand(Rules.order(Order.NONE).inFlight(10), Events.many(100, 100));
    endpoint.sendAll().forEach(endpoint::fails);
    Instant opened = endpoint.now;
    int tries = 0;
    Instant fifth = Instant.MAX;
    while (endpoint.next() instanceof Step.WaitUntil until
        && until.time().isBefore(opened.plus(Duration.ofDays(2)))) {
      endpoint.now = until.time();
      List<Delivery> sent = endpoint.sendAll();
      assertThat(sent).hasSize(1);
      tries += sent.getFirst().attempt() == 1 ? 1 : 0;
      fifth = tries == 5 && fifth.equals(Instant.MAX) ? endpoint.now : fifth;
      endpoint.fails(sent.getFirst());
    }
    assertThat(Duration.between(opened, fifth))
        .isBetween(Duration.ofSeconds(60), Duration.ofMinutes(10));
    assertThat(tries).isBetween(40, 60);
  }

  @Test
  void failures_of_few_lanes_do_not_open_the_breaker() {
    ByHand endpoint = new ByHand(Rules.order(Order.ORDER).inFlight(10), Events.many(100, 9));
    for (int round = 0; round < 3; round++) {
      endpoint.sendAll().forEach(endpoint::fails);
      endpoint.pass(Duration.ofHours(1));
    }
    assertThat(health(endpoint).consecutiveFailures()).isEqualTo(27);
    assertThat(health(endpoint).breaker()).isEqualTo(Breaker.CLOSED);
  }

  @Test
  void one_lane_is_ramped_up_after_an_outage_too() {
    ByHand endpoint = new ByHand(Rules.order(Order.PARTNER), Events.many(100, 100));
    for (int failure = 0; failure < 3; failure++) {
      endpoint.fails(endpoint.send());
      endpoint.pass(Duration.ofMinutes(5));
    }
    endpoint.pass(Duration.ofHours(1));
    endpoint.ok(endpoint.send());
    assertThat(health(endpoint).breaker()).isEqualTo(Breaker.HALF_OPEN);
    endpoint.ok(endpoint.send());
    assertThat(endpoint.next()).isEqualTo(new Step.WaitUntil(endpoint.now.plusMillis(200)));
  }

  @Test
  void an_endpoint_that_comes_back_is_ramped_up() {
    ByHand endpoint = new ByHand(Rules.order(Order.NONE).inFlight(10), Events.many(40_000, 40_000));
    endpoint.sendAll().forEach(endpoint::fails);
    endpoint.pass(Duration.ofSeconds(5));
    endpoint.ok(endpoint.send());
    assertThat(health(endpoint).breaker()).isEqualTo(Breaker.HALF_OPEN);
    assertThat(health(endpoint).concurrency()).isBetween(1, 2);
    int[] sent = new int[62];
    Instant began = endpoint.now;
    while (endpoint.now.isBefore(began.plusSeconds(62))) {
      int second = (int) Duration.between(began, endpoint.now).toSeconds();
      List<Delivery> now = endpoint.sendAll();
      sent[second] += now.size();
      endpoint.pass(Duration.ofMillis(10));
      now.forEach(endpoint::ok);
    }
    assertThat(sent[0]).isBetween(3, 6);
    assertThat(sent[5]).isBetween(9, 13);
    assertThat(sent[10]).isBetween(18, 26);
    assertThat(sent[20]).isBetween(70, 100);
    assertThat(sent[61]).isGreaterThan(700);
    assertThat(health(endpoint).breaker()).isEqualTo(Breaker.CLOSED);
    assertThat(health(endpoint).concurrency()).isEqualTo(10);
  }

  @Test
  void a_few_failures_while_ramping_open_the_breaker_again() {
    ByHand endpoint = new ByHand(Rules.order(Order.NONE).inFlight(10), Events.many(100, 100));
    endpoint.sendAll().forEach(endpoint::fails);
    endpoint.pass(Duration.ofSeconds(5));
    endpoint.ok(endpoint.send());
    for (int failure = 0; failure < 3; failure++) {
      assertThat(health(endpoint).breaker()).isEqualTo(Breaker.HALF_OPEN);
      endpoint.fails(endpoint.pass(Duration.ofSeconds(1)).send());
    }
    assertThat(health(endpoint).breaker()).isEqualTo(Breaker.OPEN);
  }

  @Test
  void the_rate_limit_holds_in_any_second() {
    for (int rate : new int[] {1, 7, 100, 1_000}) {
      ByHand endpoint =
          new ByHand(
              Rules.order(Order.NONE).inFlight(100).perSecond(rate), Events.many(9_000, 9_000));
      Instant began = endpoint.now;
      int[] sent = new int[300];
      for (int tick = 0; tick < 300; tick++) {
        List<Delivery> now = endpoint.sendAll();
        sent[tick] = now.size();
        now.forEach(endpoint::ok);
        endpoint.now = began.plusMillis(10L * (tick + 1));
      }
      int total = 0;
      for (int from = 0; from < 300; from++) {
        total += sent[from];
        int within = 0;
        for (int tick = from; tick < Math.min(300, from + 100); tick++) {
          within += sent[tick];
        }
        assertThat(within).isLessThanOrEqualTo(rate + Math.max(1, rate / 20));
      }
      assertThat(total).isGreaterThanOrEqualTo(rate * 3 - 1);
    }
  }

  @Test
  void it_waits_for_exactly_the_rate() {
    ByHand endpoint = new ByHand(Rules.order(Order.NONE).perSecond(4), Events.many(9, 9));
    assertThat(endpoint.sendAll()).hasSize(1);
    assertThat(endpoint.next()).isEqualTo(new Step.WaitUntil(endpoint.now.plusMillis(250)));
  }

  @Test
  void it_is_degraded_where_half_fails_until_few_do() {
    ByHand endpoint = new ByHand(Rules.order(Order.NONE).inFlight(10), Events.many(900, 900));
    List<Delivery> sent = endpoint.sendAll();
    sent.subList(0, 4).forEach(endpoint::fails);
    sent.subList(4, 8).forEach(endpoint::ok);
    assertThat(health(endpoint).degraded()).isFalse();
    endpoint.ok(sent.get(8));
    endpoint.fails(sent.get(9));
    assertThat(health(endpoint).errorRate()).isEqualTo(0.5);
    assertThat(health(endpoint).degraded()).isTrue();
    endpoint.sendAll().forEach(endpoint::ok);
    assertThat(health(endpoint).degraded()).isFalse();
    endpoint.pass(Duration.ofMinutes(6));
    assertThat(health(endpoint).outcomes()).isZero();
  }

  @Test
  void what_was_degraded_is_so_after_a_restart_until_a_request_succeeds() {
    ByHand endpoint =
        new ByHand(
            Rules.order(Order.PARTNER), Events.many(9, 9), Progress.at(Position.START), true);
    assertThat(health(endpoint).degraded()).isTrue();
    endpoint.fails(endpoint.send());
    assertThat(health(endpoint).degraded()).isTrue();
    endpoint.pass(Duration.ofHours(24)).ok(endpoint.send());
    endpoint.pass(Duration.ofMinutes(6));
    assertThat(health(endpoint).degraded()).isFalse();
  }

  @Test
  void it_is_degraded_after_five_failures_in_a_row_however_rare() {
    ByHand endpoint = new ByHand(Rules.order(Order.PARTNER), Events.many(9, 9));
    for (int failures = 1; failures <= 5; failures++) {
      endpoint.fails(endpoint.send());
      assertThat(health(endpoint).degraded()).isEqualTo(failures == 5);
      endpoint.pass(Duration.ofHours(24));
    }
  }
}
