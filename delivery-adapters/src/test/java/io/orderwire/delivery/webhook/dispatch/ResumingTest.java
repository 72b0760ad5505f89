package io.orderwire.delivery.webhook.dispatch;

import static io.orderwire.delivery.webhook.dispatch.ByHand.firsts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.subscription.Progress;
import io.orderwire.delivery.subscription.Progress.Parked;
import io.orderwire.delivery.subscription.Progress.Range;
import io.orderwire.delivery.subscription.Progress.Retry;
import io.orderwire.delivery.webhook.Delivery;
import io.orderwire.delivery.webhook.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Going on from stored progress, retries, what fails for good, and replays. */
class ResumingTest {
  private static final Instant NOW = Events.START;

  @Test
  void what_is_done_or_set_aside_is_not_sent_again() {
    Progress stored =
        new Progress(
            new Position(0, 2),
            new Position(0, 1),
            List.of(new Range(4, 5), new Range(7, 7)),
            List.of(),
            List.of(new Parked(new Position(0, 7), 10, NOW)));
    ByHand endpoint = new ByHand(Rules.order(Order.NONE), Events.many(8, 8), stored);
    List<Delivery> sent = endpoint.sendAll();
    assertThat(firsts(sent)).containsExactly(3L, 6L, 8L);
    assertThat(sent.getFirst().entries().getFirst().previous()).isEqualTo(new Position(0, 1));
    assertThat(sent.getLast().entries().getFirst().previous()).isEqualTo(new Position(0, 7));
    sent.forEach(endpoint::ok);
    assertThat(endpoint.dispatch.progress().position()).isEqualTo(new Position(0, 8));
    assertThat(endpoint.dispatch.progress().parked()).isEqualTo(stored.parked());
  }

  @Test
  void failed_items_keep_their_attempts_and_due_times() {
    Retry retry = new Retry(1, 1, 3, NOW.plusSeconds(60), NOW.minusSeconds(600));
    Progress stored =
        new Progress(Position.START, Position.START, List.of(), List.of(retry), List.of());
    ByHand endpoint = new ByHand(Rules.order(Order.PARTNER), Events.of("a", "b"), stored);
    assertThat(endpoint.next()).isEqualTo(new Step.WaitUntil(NOW.plusSeconds(60)));
    assertThat(endpoint.dispatch.progress().retries()).containsExactly(retry);
    Delivery again = endpoint.pass(Duration.ofSeconds(60)).send();
    assertThat(again.attempt()).isEqualTo(4);
    assertThat(endpoint.dispatch.progress().retries()).containsExactly(retry);
    endpoint.fails(again);
    assertThat(endpoint.dispatch.progress().retries().getFirst().failingSince())
        .isEqualTo(NOW.minusSeconds(600));
  }

  @Test
  void the_position_keeps_its_epoch_and_takes_that_of_later_items() {
    Events events = new Events();
    events.append(0, EventType.CREATED, "a").append(2, EventType.CREATED, "b");
    events.append(2, EventType.CREATED, "c");
    ByHand endpoint = new ByHand(Rules.order(Order.PARTNER), events);
    endpoint.ok(endpoint.send());
    assertThat(endpoint.dispatch.progress().position()).isEqualTo(new Position(0, 1));
    endpoint.ok(endpoint.send());
    assertThat(endpoint.dispatch.progress().position()).isEqualTo(new Position(2, 2));
  }

  @Test
  void an_exhausted_schedule_stops_the_endpoint_with_its_item_as_next() {
    ByHand endpoint =
        new ByHand(Rules.order(Order.PARTNER).delays(Duration.ofSeconds(1)), Events.of("a", "b"));
    endpoint.fails(endpoint.send());
    endpoint.pass(Duration.ofSeconds(1));
    assertThat(endpoint.fails(endpoint.send())).isEqualTo(new Settled.Exhausted());
    assertThat(endpoint.pass(Duration.ofDays(1)).next()).isEqualTo(new Step.AwaitSomething());
    Progress stored = endpoint.dispatch.progress();
    assertThat(stored.position()).isEqualTo(Position.START);

    ByHand resumed = new ByHand(Rules.order(Order.PARTNER), Events.of("a", "b"), stored);
    resumed.now = endpoint.now;
    Delivery again = resumed.send();
    assertThat(firsts(List.of(again))).containsExactly(1L);
    assertThat(resumed.fails(again)).isInstanceOf(Settled.RetryAt.class);
  }

  @Test
  void gone_stops_the_endpoint_at_once() {
    ByHand endpoint = new ByHand(Rules.order(Order.NONE), Events.many(3, 3));
    List<Delivery> sent = endpoint.sendAll();
    assertThat(endpoint.ends(sent.get(0), Receiver.refused(410))).isEqualTo(new Settled.Gone());
    endpoint.ok(sent.get(1));
    assertThat(endpoint.next()).isEqualTo(new Step.AwaitSomething());
    assertThat(endpoint.dispatch.progress().done()).containsExactly(new Range(2, 2));
  }

  @Test
  void every_other_failure_is_retried() {
    for (int status : new int[] {301, 400, 401, 404, 408, 422, 429, 500, 503}) {
      ByHand endpoint = new ByHand(Rules.order(Order.PARTNER), Events.of("a"));
      assertThat(endpoint.ends(endpoint.send(), Receiver.refused(status)))
          .isInstanceOf(Settled.RetryAt.class);
    }
  }

  @Test
  void an_item_that_fails_for_good_can_be_set_aside_and_asked_for_again() {
    Rules rules = Rules.order(Order.ORDER).delays(Duration.ofSeconds(1)).parking();
    ByHand endpoint = new ByHand(rules, Events.of("b", "a", "a"));
    List<Delivery> sent = endpoint.sendAll();
    endpoint.ok(sent.getFirst());
    endpoint.fails(sent.getLast());
    endpoint.pass(Duration.ofSeconds(1));
    assertThat(endpoint.fails(endpoint.send())).isEqualTo(new Settled.Parked());
    endpoint.ok(endpoint.send());
    Progress stored = endpoint.dispatch.progress();
    assertThat(stored.position()).isEqualTo(new Position(0, 3));
    assertThat(stored.parked()).containsExactly(new Parked(new Position(0, 2), 2, endpoint.now));

    assertThat(endpoint.dispatch.unpark(3)).isFalse();
    assertThat(endpoint.dispatch.unpark(2)).isTrue();
    assertThat(endpoint.dispatch.unpark(2)).isFalse();
    assertThat(endpoint.dispatch.progress().parked()).isEmpty();

    ByHand resumed = new ByHand(rules, Events.of("b", "a", "a"), endpoint.dispatch.progress());
    resumed.now = endpoint.now;
    Delivery again = resumed.send();
    assertThat(firsts(List.of(again))).containsExactly(2L);
    assertThat(again.entries().getFirst().previous()).isEqualTo(new Position(0, 1));
    resumed.ok(again);
    assertThat(resumed.dispatch.progress().retries()).isEmpty();
    assertThat(resumed.dispatch.progress().position()).isEqualTo(new Position(0, 3));
  }

  @Test
  void no_more_than_so_many_are_set_aside() {
    Rules rules = Rules.order(Order.NONE).delays().parking().tuning(100, 100, 2);
    ByHand endpoint = new ByHand(rules, Events.many(3, 3));
    List<Delivery> sent = endpoint.sendAll();
    assertThat(endpoint.fails(sent.get(0))).isEqualTo(new Settled.Parked());
    assertThat(endpoint.fails(sent.get(1))).isEqualTo(new Settled.Parked());
    assertThat(endpoint.fails(sent.get(2))).isEqualTo(new Settled.Exhausted());
  }

  @Test
  void an_endpoint_that_takes_nothing_is_stopped_rather_than_all_set_aside() {
    Rules rules = Rules.order(Order.NONE).delays().parking().tuning(100, 5, 1_000);
    ByHand endpoint = new ByHand(rules, Events.many(20, 20));
    List<Delivery> sent = endpoint.sendAll();
    for (int each = 0; each < 5; each++) {
      assertThat(endpoint.fails(sent.get(each))).isEqualTo(new Settled.Parked());
    }
    assertThat(endpoint.fails(sent.get(5))).isEqualTo(new Settled.Exhausted());
  }

  @Test
  void a_replay_ends_with_its_last_item() {
    ByHand endpoint = new ByHand(Rules.order(Order.PARTNER).upTo(2), Events.many(5, 5));
    Delivery first = endpoint.send();
    assertThat(first.replay()).isTrue();
    endpoint.ok(first);
    assertThat(endpoint.dispatch.isFinished()).isFalse();
    Delivery second = endpoint.send();
    assertThat(endpoint.dispatch.isFinished()).isFalse();
    endpoint.ok(second);
    assertThat(endpoint.dispatch.isFinished()).isTrue();
    assertThat(endpoint.next()).isEqualTo(new Step.AwaitSomething());
  }

  @Test
  void an_attempt_ends_once() {
    ByHand endpoint = new ByHand(Rules.order(Order.PARTNER), Events.of("a"));
    Delivery delivery = endpoint.send();
    endpoint.ok(delivery);
    assertThatThrownBy(() -> endpoint.ok(delivery)).isInstanceOf(IllegalArgumentException.class);
  }
}
