package io.orderwire.delivery.webhook.dispatch;

import static io.orderwire.delivery.webhook.dispatch.ByHand.firsts;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.subscription.Progress.Range;
import io.orderwire.delivery.webhook.Delivery;
import io.orderwire.delivery.webhook.Order;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Order and concurrency. */
class LanesTest {
  @Test
  void order_partner_has_one_request_in_flight() {
    ByHand endpoint = new ByHand(Rules.order(Order.PARTNER), Events.of("a", "b", "c"));
    List<Delivery> sent = endpoint.sendAll();
    assertThat(firsts(sent)).containsExactly(1L);
    assertThat(endpoint.next()).isEqualTo(new Step.AwaitSomething());
    endpoint.ok(sent.getFirst());
    assertThat(firsts(endpoint.sendAll())).containsExactly(2L);
  }

  @Test
  void order_partner_holds_everything_behind_a_failed_item() {
    ByHand endpoint = new ByHand(Rules.order(Order.PARTNER), Events.of("a", "b"));
    Delivery first = endpoint.send();
    Settled settled = endpoint.fails(first);
    assertThat(settled).isEqualTo(new Settled.RetryAt(endpoint.now.plusSeconds(5), 1));
    assertThat(endpoint.next()).isEqualTo(new Step.WaitUntil(endpoint.now.plusSeconds(5)));
    endpoint.pass(Duration.ofSeconds(5));
    Delivery again = endpoint.send();
    assertThat(again.attempt()).isEqualTo(2);
    assertThat(again.webhookId("p")).isEqualTo(first.webhookId("p"));
  }

  @Test
  void what_was_not_sent_after_all_comes_next_again_as_it_was() {
    ByHand endpoint = new ByHand(Rules.order(Order.PARTNER), Events.of("a", "b"));
    Delivery first = endpoint.send();
    endpoint.dispatch.putBack(first);
    assertThat(endpoint.send()).isEqualTo(first);
    endpoint.fails(first);
    endpoint.pass(Duration.ofSeconds(5));
    Delivery again = endpoint.send();
    endpoint.dispatch.putBack(again);
    assertThat(endpoint.send()).isEqualTo(again);
    endpoint.ok(again);
    assertThat(firsts(endpoint.sendAll())).containsExactly(2L);
  }

  @Test
  void requests_whose_end_is_not_stored_count_as_in_flight() {
    ByHand endpoint = new ByHand(Rules.order(Order.NONE), Events.many(30, 3));
    List<Delivery> sent = endpoint.sendAll();
    sent.forEach(endpoint::ok);
    endpoint.dispatch.unstored(sent.size());
    assertThat(endpoint.next()).isEqualTo(new Step.AwaitSomething());
    assertThat(endpoint.dispatch.hasSlot()).isFalse();
    endpoint.dispatch.unstored(sent.size() - 2);
    assertThat(endpoint.sendAll()).hasSize(2);
  }

  @Test
  void order_order_sends_each_order_in_sequence_and_orders_side_by_side() {
    ByHand endpoint = new ByHand(Rules.order(Order.ORDER), Events.of("a", "a", "b", "a", "b"));
    List<Delivery> sent = endpoint.sendAll();
    assertThat(firsts(sent)).containsExactly(1L, 3L);
    endpoint.ok(sent.getFirst());
    assertThat(firsts(endpoint.sendAll())).containsExactly(2L);
  }

  @Test
  void order_order_lets_a_failing_order_hold_up_only_itself() {
    ByHand endpoint = new ByHand(Rules.order(Order.ORDER), Events.of("a", "b", "a", "b", "c"));
    List<Delivery> sent = endpoint.sendAll();
    endpoint.fails(sent.get(0));
    endpoint.ok(sent.get(1));
    endpoint.ok(sent.get(2));
    endpoint.ok(endpoint.send());
    assertThat(endpoint.next()).isEqualTo(new Step.WaitUntil(endpoint.now.plusSeconds(5)));
    assertThat(endpoint.dispatch.progress().position()).isEqualTo(Position.START);
    assertThat(endpoint.dispatch.progress().done())
        .containsExactly(new Range(2, 2), new Range(4, 5));
  }

  @Test
  void order_order_sends_erased_items_beside_each_other() {
    ByHand endpoint = new ByHand(Rules.order(Order.ORDER), Events.of("", "", "a"));
    assertThat(firsts(endpoint.sendAll())).containsExactly(1L, 2L, 3L);
  }

  @Test
  void order_none_fills_its_slots_and_no_more() {
    ByHand endpoint = new ByHand(Rules.order(Order.NONE).inFlight(3), Events.many(10, 1));
    List<Delivery> sent = endpoint.sendAll();
    assertThat(firsts(sent)).containsExactly(1L, 2L, 3L);
    endpoint.ok(sent.get(1));
    assertThat(firsts(endpoint.sendAll())).containsExactly(4L);
  }

  @Test
  void the_position_is_the_lowest_unsettled_and_follows_when_it_is_settled() {
    ByHand endpoint = new ByHand(Rules.order(Order.NONE).inFlight(4), Events.many(4, 4));
    List<Delivery> sent = endpoint.sendAll();
    endpoint.ok(sent.get(3));
    endpoint.ok(sent.get(1));
    assertThat(endpoint.dispatch.progress().done())
        .containsExactly(new Range(2, 2), new Range(4, 4));
    endpoint.ok(sent.get(2));
    assertThat(endpoint.dispatch.progress().done()).containsExactly(new Range(2, 4));
    endpoint.ok(sent.get(0));
    assertThat(endpoint.dispatch.progress().position()).isEqualTo(new Position(0, 4));
    assertThat(endpoint.dispatch.progress().done()).isEmpty();
  }

  @Test
  void failed_items_take_half_of_the_slots_where_others_wait() {
    ByHand endpoint = new ByHand(Rules.order(Order.NONE).inFlight(4), Events.many(40, 40));
    for (int round = 0; round < 2; round++) {
      endpoint.sendAll().forEach(endpoint::fails);
      endpoint.sendAll().forEach(endpoint::ok);
    }
    endpoint.pass(Duration.ofSeconds(5));
    assertThat(endpoint.sendAll().stream().map(Delivery::attempt))
        .containsExactlyInAnyOrder(1, 1, 2, 2);
  }

  @Test
  void what_the_filter_lets_out_is_settled_unsent_and_no_predecessor() {
    Events events = new Events();
    events.append(EventType.CREATED, "a").append(EventType.CANCELLED, "a");
    events.append(EventType.ERASED, "").append(EventType.CREATED, "b");
    ByHand endpoint = new ByHand(Rules.order(Order.PARTNER).only(EventType.CREATED), events);
    Delivery first = endpoint.send();
    assertThat(first.entries().getFirst().previous()).isEqualTo(Position.START);
    endpoint.ok(first);
    assertThat(endpoint.dispatch.progress().position()).isEqualTo(new Position(0, 2));
    Delivery erased = endpoint.send();
    assertThat(erased.first().type()).isEqualTo(EventType.ERASED);
    assertThat(erased.entries().getFirst().previous()).isEqualTo(new Position(0, 1));
    endpoint.ok(erased);
    assertThat(endpoint.send().entries().getFirst().previous()).isEqualTo(new Position(0, 3));
  }

  @Test
  void progress_is_stored_where_the_filter_lets_all_out() {
    Events events = new Events().append(EventType.CREATED, "a").append(EventType.CREATED, "b");
    ByHand endpoint = new ByHand(Rules.order(Order.PARTNER).only(EventType.CANCELLED), events);
    assertThat(endpoint.next()).isEqualTo(new Step.Advance());
    assertThat(endpoint.dispatch.progress().position()).isEqualTo(new Position(0, 2));
    assertThat(endpoint.dispatch.progress().previous()).isEqualTo(Position.START);
    assertThat(endpoint.next()).isEqualTo(new Step.AwaitSomething());
  }

  @Test
  void reading_goes_on_after_its_end_only_when_woken() {
    Events events = Events.of("a");
    ByHand endpoint = new ByHand(Rules.order(Order.PARTNER), events);
    endpoint.ok(endpoint.send());
    endpoint.next();
    events.append(EventType.CREATED, "b");
    assertThat(endpoint.next()).isEqualTo(new Step.AwaitSomething());
    endpoint.dispatch.wake();
    assertThat(firsts(endpoint.sendAll())).containsExactly(2L);
  }

  @Test
  void failing_lanes_stop_reading_when_the_window_is_full() {
    ByHand endpoint =
        new ByHand(Rules.order(Order.ORDER).tuning(50, 1_000, 0), Events.many(10_000, 5_000));
    List<Delivery> sent = endpoint.sendAll();
    while (!sent.isEmpty()) {
      sent.forEach(endpoint::fails);
      sent = endpoint.sendAll();
    }
    assertThat(endpoint.dispatch.held()).isEqualTo(50);
    assertThat(endpoint.next()).isEqualTo(new Step.WaitUntil(endpoint.now.plusSeconds(5)));
  }

  @Test
  void an_endpoint_that_waits_holds_little() {
    ByHand endpoint = new ByHand(Rules.order(Order.PARTNER), Events.many(10_000, 10));
    endpoint.fails(endpoint.send());
    endpoint.next();
    assertThat(endpoint.dispatch.held()).isLessThanOrEqualTo(64);
  }

  @Test
  void what_is_not_kept_any_more_is_told() {
    ByHand endpoint = new ByHand(Rules.order(Order.PARTNER), Events.many(5, 1));
    assertThat(endpoint.dispatch.next(endpoint.now)).isInstanceOf(Step.Fetch.class);
    endpoint.dispatch.offer(Events.many(5, 1).after(2, 3), endpoint.now);
    assertThat(endpoint.next()).isEqualTo(new Step.Expired(3));
  }
}
