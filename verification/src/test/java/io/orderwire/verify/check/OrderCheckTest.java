package io.orderwire.verify.check;

import static io.orderwire.verify.check.Scenario.ACME;
import static io.orderwire.verify.check.Scenario.PRODUCER;
import static io.orderwire.verify.check.Scenario.e;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.verify.record.Boundary;
import io.orderwire.verify.record.Channel;
import io.orderwire.verify.record.DeliveryOrder;
import io.orderwire.verify.record.Item;
import io.orderwire.verify.record.ProducerRecorder;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderCheckTest {
  private final Scenario scenario = new Scenario();

  @Test
  void accepts_a_stream_that_ascends_by_one_from_the_beginning() {
    assertThat(stream(Channel.stream(ACME, "s"), e(1), e(2), e(3)).holds()).isTrue();
  }

  @Test
  void accepts_a_stream_that_begins_behind_an_item() {
    assertThat(stream(Channel.stream(ACME, "s").from(6), e(7), e(8)).holds()).isTrue();
  }

  @Test
  void accepts_a_stream_that_begins_anywhere() {
    Channel anywhere = Channel.stream(ACME, "s").from(Channel.ANYWHERE);

    assertThat(stream(anywhere, e(7), e(8)).holds()).isTrue();
  }

  @Test
  void finds_a_missing_item() {
    CheckResult result = stream(Channel.stream(ACME, "s"), e(1), e(3), e(4));

    assertThat(result.found()).isEqualTo(1);
    assertThat(result.violations().getFirst().expected()).isEqualTo("e2");
    assertThat(result.violations().getFirst().seen()).isEqualTo("e3");
  }

  @Test
  void finds_swapped_items() {
    assertThat(stream(Channel.stream(ACME, "s"), e(1), e(3), e(2), e(4)).holds()).isFalse();
  }

  @Test
  void finds_a_repeated_item() {
    assertThat(stream(Channel.stream(ACME, "s"), e(1), e(2), e(2), e(3)).found()).isEqualTo(1);
  }

  @Test
  void finds_a_missing_first_item() {
    assertThat(stream(Channel.stream(ACME, "s"), e(2), e(3)).found()).isEqualTo(1);
  }

  @Test
  void accepts_a_walk_back() {
    assertThat(walkBack(e(8), e(7), e(6)).holds()).isTrue();
  }

  @Test
  void finds_a_missing_item_of_a_walk_back() {
    assertThat(walkBack(e(8), e(6)).found()).isEqualTo(1);
  }

  @Test
  void passes_over_repeats_on_a_webhook_endpoint() {
    assertThat(webhook(DeliveryOrder.ASCENDING, e(1), e(2), e(1), e(2), e(3)).holds()).isTrue();
  }

  @Test
  void finds_first_deliveries_out_of_order() {
    assertThat(webhook(DeliveryOrder.ASCENDING, e(1), e(3), e(2)).holds()).isFalse();
  }

  @Test
  void accepts_orders_that_do_not_wait_for_each_other() {
    sendOrders(7, 8, 7);

    assertThat(webhook(DeliveryOrder.PER_ORDER, e(1), e(3), e(2)).holds()).isTrue();
  }

  @Test
  void finds_events_of_one_order_out_of_order() {
    sendOrders(7, 8, 7);

    assertThat(webhook(DeliveryOrder.PER_ORDER, e(3), e(2), e(1)).found()).isEqualTo(1);
  }

  @Test
  void accepts_any_order_where_none_is_promised() {
    sendOrders(7, 8, 7);

    assertThat(webhook(DeliveryOrder.NONE, e(3), e(2), e(1)).holds()).isTrue();
  }

  @Test
  void accepts_a_producers_events_in_the_order_of_sending() {
    scenario.acknowledged(ACME, 11, 12, 13);

    assertThat(history(e(1, 11), e(2, 12), e(3, 13)).holds()).isTrue();
  }

  @Test
  void finds_a_producers_events_in_another_order() {
    scenario.acknowledged(ACME, 11, 12, 13);

    CheckResult result = history(e(1, 11), e(2, 13), e(3, 12));

    assertThat(result.found()).isEqualTo(1);
    assertThat(result.violations().getFirst().expected())
        .isEqualTo("number 1 of producer-1 before its number 2, which is e2");
  }

  @Test
  void accepts_an_event_of_unknown_outcome_that_is_late() {
    scenario.acknowledged(ACME, 11).unknown(ACME, 12).acknowledged(ACME, 13);

    assertThat(history(e(1, 11), e(2, 13), e(3, 12)).holds()).isTrue();
  }

  @Test
  void finds_an_event_of_unknown_outcome_that_is_early() {
    scenario.acknowledged(ACME, 11).unknown(ACME, 12);

    assertThat(history(e(1, 12), e(2, 11)).found()).isEqualTo(1);
  }

  @Test
  void accepts_an_event_that_was_sent_again_at_either_place() {
    scenario.unknown(ACME, 11).acknowledged(ACME, 12, 11, 13);

    assertThat(history(e(1, 12), e(2, 11), e(3, 13)).holds()).isTrue();
  }

  @Test
  void finds_an_event_behind_the_place_where_it_was_acknowledged() {
    scenario.unknown(ACME, 11).acknowledged(ACME, 12, 11, 13);

    assertThat(history(e(1, 12), e(2, 13), e(3, 11)).found()).isEqualTo(1);
  }

  @Test
  void leaves_the_order_of_two_producers_open() {
    scenario.acknowledged(ACME, 11);
    ProducerRecorder other = scenario.recorder.producer("producer-2");
    other.acknowledged(other.sending(ACME, 21, 21));

    assertThat(history(e(1, 21), e(2, 11)).holds()).isTrue();
  }

  @Test
  void leaves_the_place_of_an_event_of_two_producers_open() {
    scenario.acknowledged(ACME, 11, 12);
    ProducerRecorder other = scenario.recorder.producer("producer-2");
    other.sending(ACME, 11, 11);

    assertThat(history(e(1, 12), e(2, 11)).holds()).isTrue();
  }

  private CheckResult stream(Channel channel, Item... items) {
    return scenario.stream(channel, items).check(new OrderCheck());
  }

  private CheckResult webhook(DeliveryOrder order, Item... items) {
    return scenario.webhook(ACME, order, items).check(new OrderCheck());
  }

  private CheckResult history(Item... items) {
    return scenario.history(ACME, items).check(new OrderCheck());
  }

  private CheckResult walkBack(Item... items) {
    scenario
        .recorder
        .poll(Channel.walkBack(ACME, "back"))
        .page("adapter-1", Boundary.NOTHING, "cursor", List.of(items));
    return scenario.check(new OrderCheck());
  }

  /** Sends events 1, 2, … of these orders. */
  private void sendOrders(long... orders) {
    for (int i = 0; i < orders.length; i++) {
      scenario.recorder.producer(PRODUCER).sending(ACME, i + 1L, orders[i]);
    }
  }
}
