package io.orderwire.system.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.system.Item;
import io.orderwire.system.LocalSystem;
import io.orderwire.system.ServiceProcess;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The adapter that sends a partner's webhooks is halted in the middle of it and loses its
 * partitions without knowing; another takes over; then the first one goes on where it was. What was
 * on its way may come again, but nothing comes out of order, and nothing is lost.
 */
class WebhookPausedOwnerIT {
  private static final int EVENTS = 300;
  private static final int IN_FLIGHT = 4;

  @Test
  void an_owner_that_was_halted_repeats_at_most_what_was_in_flight() {
    try (LocalSystem system = LocalSystem.start("paused-owner");
        Receiver receiver = Receiver.start()) {
      WebhookPartner partner = new WebhookPartner(system, receiver, "paused-owner");
      Inbox whole = partner.inbox("partner").behave(Behaviour.slow(Duration.ofMillis(40)));
      Inbox orders = partner.inbox("order").behave(Behaviour.slow(Duration.ofMillis(40)));
      partner.api().active(whole, "");
      partner
          .api()
          .active(
              orders, "\"order\":\"order\",\"limits\":{\"max_in_flight\":%d}".formatted(IN_FLIGHT));

      ServiceProcess first = system.adapter();
      partner.post(EVENTS);
      whole.awaitTaken(EVENTS / 10);
      first.halt();
      try (ServiceProcess second = system.anotherAdapter("second")) {
        second.awaitReady();
        whole.awaitTaken(EVENTS);
        orders.awaitTaken(EVENTS);
        partner.post(EVENTS);
        first.goOn();
        whole.awaitTaken(2 * EVENTS);
        orders.awaitTaken(2 * EVENTS);
      }
      partner.post(EVENTS);

      List<Item> items = partner.history();
      check(whole.awaitTaken(3 * EVENTS), items, item -> "", 1);
      check(
          orders.awaitTaken(3 * EVENTS),
          items,
          item -> item.json().path("order_id").asString(),
          IN_FLIGHT);
    }
  }

  private static void check(
      Inbox inbox, List<Item> items, Function<Item, String> key, int inFlight) {
    List<Arrival> live = inbox.live();
    assertThat(DeliveryChecks.complete(items, live)).as(inbox.url()).isEmpty();
    assertThat(DeliveryChecks.inOrder(items, live, key)).as(inbox.url()).isEmpty();
    assertThat(DeliveryChecks.chained(live)).as(inbox.url()).isEmpty();
    // Once when it was taken from the halted owner, and again each time that it moved on.
    int repeats = DeliveryChecks.repeats(live, List.of()).count();
    assertThat(repeats).as("repeats to %s", inbox.url()).isLessThanOrEqualTo(4 * inFlight);
    assertThat(inbox.forged()).isEmpty();
    System.out.printf("%s: %d requests, %d of them repeats%n", inbox.url(), live.size(), repeats);
  }
}
