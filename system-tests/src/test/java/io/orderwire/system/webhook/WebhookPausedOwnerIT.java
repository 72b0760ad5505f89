package io.orderwire.system.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.system.Item;
import io.orderwire.system.LocalSystem;
import io.orderwire.system.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The adapter that sends a partner's webhooks is halted in the middle of it and loses its
 * partitions without knowing; another takes over; then the first one goes on where it was, and is
 * given some of them back. Each time what was on its way may come again, but nothing comes out of
 * order, and nothing is lost.
 */
class WebhookPausedOwnerIT {
  private static final int EVENTS = 300;
  private static final int IN_FLIGHT = 4;

  @Test
  void whenever_partitions_move_at_most_what_was_in_flight_comes_again() {
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
      long halted = System.nanoTime();
      first.halt();
      long wentOn;
      long left;
      try (ServiceProcess second = system.anotherAdapter("second")) {
        second.awaitReady();
        whole.awaitTaken(EVENTS);
        orders.awaitTaken(EVENTS);
        partner.post(EVENTS);
        wentOn = System.nanoTime();
        first.goOn();
        whole.awaitTaken(2 * EVENTS);
        orders.awaitTaken(2 * EVENTS);
        left = System.nanoTime();
      }
      partner.post(EVENTS);

      List<Item> items = partner.history();
      List<Long> moves = List.of(halted, wentOn, left);
      check(whole.awaitTaken(3 * EVENTS), items, item -> "", 1, moves);
      check(
          orders.awaitTaken(3 * EVENTS),
          items,
          item -> item.json().path("order_id").asString(),
          IN_FLIGHT,
          moves);
    }
  }

  private static void check(
      Inbox inbox, List<Item> items, Function<Item, String> key, int inFlight, List<Long> moves) {
    List<Arrival> live = inbox.live();
    assertThat(DeliveryChecks.complete(items, live)).as(inbox.url()).isEmpty();
    assertThat(DeliveryChecks.inOrder(items, live, key)).as(inbox.url()).isEmpty();
    assertThat(DeliveryChecks.chained(live)).as(inbox.url()).isEmpty();
    assertThat(inbox.forged()).isEmpty();
    List<Integer> repeats = repeats(live, moves);
    System.out.printf("%s: %d requests, repeats %s%n", inbox.url(), live.size(), repeats);
    assertThat(repeats.get(0)).as("repeats while nothing moved").isZero();
    assertThat(repeats.get(1)).as("when it was taken over").isLessThanOrEqualTo(inFlight);
    // By the one that was halted, and when it was given its partitions back.
    assertThat(repeats.get(2)).as("when it went on").isLessThanOrEqualTo(2 * inFlight);
    assertThat(repeats.get(3)).as("when the other one left").isLessThanOrEqualTo(inFlight);
  }

  /** How many requests of those before the first move, and behind each of them, were repeats. */
  private static List<Integer> repeats(List<Arrival> arrivals, List<Long> moves) {
    Set<String> seen = new HashSet<>();
    List<Integer> counts = new ArrayList<>(Collections.nCopies(moves.size() + 1, 0));
    for (Arrival arrival : arrivals) {
      if (!seen.add(arrival.webhookId())) {
        int period =
            (int) moves.stream().filter(move -> move - arrival.receivedNanos() < 0).count();
        counts.set(period, counts.get(period) + 1);
      }
    }
    return counts;
  }
}
