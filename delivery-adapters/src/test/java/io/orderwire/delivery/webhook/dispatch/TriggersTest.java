package io.orderwire.delivery.webhook.dispatch;

import static io.orderwire.delivery.webhook.dispatch.ByHand.sequences;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.history.EventType;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.subscription.Progress;
import io.orderwire.delivery.webhook.Delivery;
import io.orderwire.delivery.webhook.Format;
import io.orderwire.delivery.webhook.Order;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One notice in place of what is pending. */
class TriggersTest {
  private static final Rules TRIGGERS = Rules.order(Order.PARTNER).format(Format.TRIGGER);

  @Test
  void a_trigger_stands_for_all_that_is_pending() {
    Events events = Events.many(1_200, 5);
    ByHand endpoint = new ByHand(TRIGGERS, events);
    Delivery trigger = endpoint.send();
    assertThat(trigger.pending()).isEqualTo(1_200);
    assertThat(sequences(trigger)).containsExactly(1_200L);
    assertThat(endpoint.dispatch.progress().position()).isEqualTo(Position.START);
    endpoint.ok(trigger);
    assertThat(endpoint.dispatch.progress().position()).isEqualTo(new Position(0, 1_200));
    assertThat(endpoint.next()).isEqualTo(new Step.AwaitSomething());

    events.append(EventType.CREATED, "a");
    endpoint.dispatch.wake();
    Delivery next = endpoint.send();
    assertThat(next.pending()).isEqualTo(1);
    assertThat(next.entries().getFirst().previous()).isEqualTo(new Position(0, 1_200));
  }

  @Test
  void a_failed_trigger_is_repeated_as_it_was_also_after_a_restart() {
    Events events = Events.many(4, 2);
    ByHand endpoint = new ByHand(TRIGGERS, events);
    Delivery trigger = endpoint.send();
    endpoint.fails(trigger);
    events.append(EventType.CREATED, "a");
    ByHand resumed = new ByHand(TRIGGERS, events, endpoint.dispatch.progress());
    for (ByHand each : List.of(endpoint, resumed)) {
      each.dispatch.newest(5);
      Delivery again = each.pass(Duration.ofSeconds(5)).send();
      assertThat(again).isEqualTo(new Delivery(trigger.entries(), 2, false, 4));
      each.ok(again);
      each.pass(Duration.ofMinutes(1));
      assertThat(sequences(each.send())).containsExactly(5L);
    }
  }

  @Test
  void what_the_filter_lets_out_is_no_reason_for_a_trigger() {
    Events events = new Events().append(EventType.CANCELLED, "a").append(EventType.CANCELLED, "b");
    Rules rules = Rules.order(Order.PARTNER).format(Format.TRIGGER).only(EventType.CREATED);
    ByHand endpoint = new ByHand(rules, events);
    assertThat(endpoint.next()).isEqualTo(new Step.Advance());
    assertThat(endpoint.dispatch.progress().position()).isEqualTo(new Position(0, 2));
    events.append(EventType.CREATED, "c").append(EventType.CANCELLED, "c");
    endpoint.dispatch.wake();
    Delivery trigger = endpoint.send();
    assertThat(trigger.pending()).isEqualTo(1);
    assertThat(sequences(trigger)).containsExactly(3L);
    endpoint.ok(trigger);
    assertThat(endpoint.dispatch.progress().position()).isEqualTo(new Position(0, 4));
    assertThat(endpoint.dispatch.progress().previous()).isEqualTo(new Position(0, 3));
  }

  @Test
  void polling_from_a_trigger_begins_with_the_first_pending_item_wherever_the_cursor_began() {
    Events events = Events.many(40, 5);
    events.append(1, EventType.CANCELLED, "a").append(1, EventType.CREATED, "a");
    Rules rules = TRIGGERS.only(EventType.CREATED);
    Progress atForty = Progress.at(new Position(0, 40));
    Delivery trigger = new ByHand(rules, events, atForty).send();
    assertThat(trigger.pending()).isEqualTo(1);
    assertThat(trigger.entries().getFirst().previous()).isEqualTo(new Position(1, 41));
    assertThat(new ByHand(rules, events, atForty).send()).isEqualTo(trigger);
  }

  @Test
  void an_asked_for_trigger_says_the_place_before_its_item() {
    Events events = Events.many(60, 60).append(EventType.CANCELLED, "x");
    events.append(EventType.CREATED, "a");
    Rules rules = Rules.order(Order.ORDER).format(Format.TRIGGER).only(EventType.CREATED).parking();
    Position item = new Position(0, 62);
    Progress parked =
        new Progress(
            item, item, List.of(), List.of(), List.of(new Progress.Parked(item, 3, Events.START)));
    ByHand endpoint = new ByHand(rules, events, parked);
    endpoint.dispatch.unpark(62);
    Delivery trigger = endpoint.send();
    assertThat(sequences(trigger)).containsExactly(62L);
    assertThat(trigger.entries().getFirst().previous()).isEqualTo(new Position(0, 61));
  }

  @Test
  void a_backlog_above_the_threshold_is_replaced_by_one_trigger() {
    for (Order order : Order.values()) {
      Events events = Events.many(10, 3);
      ByHand endpoint = new ByHand(Rules.order(order).inFlight(1).triggerAbove(100), events);
      Delivery first = endpoint.send();
      for (int more = 0; more < 300; more++) {
        events.append(EventType.CREATED, "a");
      }
      endpoint.dispatch.newest(events.newest());
      assertThat(endpoint.next()).isEqualTo(new Step.AwaitSomething());
      endpoint.ok(first);
      Delivery trigger = endpoint.send();
      assertThat(trigger.pending()).isEqualTo(309);
      assertThat(sequences(trigger)).containsExactly(310L);
      endpoint.ok(trigger);
      assertThat(endpoint.dispatch.progress())
          .isEqualTo(
              new Progress(
                  new Position(0, 310), new Position(0, 310), List.of(), List.of(), List.of()));
      events.append(EventType.CREATED, "a");
      endpoint.dispatch.newest(events.newest());
      assertThat(endpoint.send().isTrigger()).isFalse();
    }
  }

  @Test
  void a_trigger_for_a_backlog_goes_on_with_the_attempts_of_what_had_failed() {
    Events events = Events.many(3, 3);
    Rules rules = Rules.order(Order.PARTNER).triggerAbove(100);
    ByHand endpoint = new ByHand(rules, events);
    endpoint.fails(endpoint.send());
    for (int more = 0; more < 200; more++) {
      events.append(EventType.CREATED, "a");
    }
    endpoint.dispatch.newest(events.newest());
    assertThat(endpoint.next()).isEqualTo(new Step.WaitUntil(endpoint.now.plusSeconds(5)));
    Delivery trigger = endpoint.pass(Duration.ofSeconds(5)).send();
    assertThat(trigger.attempt()).isEqualTo(2);
    assertThat(trigger.pending()).isEqualTo(203);
    endpoint.fails(trigger);
    events.append(EventType.CREATED, "a");

    ByHand resumed = new ByHand(rules, events, endpoint.dispatch.progress());
    Delivery again = resumed.pass(Duration.ofHours(1)).send();
    assertThat(again).isEqualTo(new Delivery(trigger.entries(), 3, false, 203));
    resumed.ok(again);
    assertThat(resumed.dispatch.progress().position()).isEqualTo(new Position(0, 203));
  }
}
