package io.orderwire.system.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.system.LocalSystem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Endpoints that were away, and what then becomes of what they missed. How many events an outage
 * has is set by {@code orderwire.outage}.
 */
class WebhookRecoveryIT {
  private static final int OUTAGE = Integer.getInteger("orderwire.outage", 2_000);

  /** Also holds the items that all partners' polling has in memory, which have a bound. */
  private static final long MOST_GROWTH = 16 << 20;

  private static Receiver receiver;

  private final LocalSystem system = LocalSystem.shared();

  @BeforeAll
  static void startReceiver() {
    receiver = Receiver.start();
  }

  @AfterAll
  static void stopReceiver() {
    receiver.close();
  }

  @Test
  void all_that_was_missed_while_away_arrives_in_the_promised_order() {
    WebhookPartner partner = partner("outage");
    Inbox whole = partner.inbox("partner").behave(Behaviour.status(503));
    Inbox orders = partner.inbox("order").behave(Behaviour.status(503));
    partner.api().active(whole, "");
    partner.api().active(orders, "\"order\":\"order\"");

    partner.post(OUTAGE / 10);
    awaitRequest(whole);
    awaitRequest(orders);
    long before = system.adapter().liveBytes();
    partner.post(OUTAGE - OUTAGE / 10);
    partner.history();
    long grown = system.adapter().liveBytes() - before;
    assertThat(grown).as("growth of the heap in the outage").isLessThan(MOST_GROWTH);
    long back = System.nanoTime();
    whole.behave(Behaviour.up());
    orders.behave(Behaviour.up());

    partner.checkAllCameOnceInSequence(whole);
    partner.checkAllCameOnceInEachOrdersSequence(orders);
    System.out.printf(
        "%,d events to 2 endpoints in %.1f s after they came back; the heap grew by %,d KiB%n",
        OUTAGE, (System.nanoTime() - back) / 1e9, grown / 1024);
  }

  @Test
  void an_endpoint_that_comes_back_is_ramped_up() {
    WebhookPartner partner = partner("ramp");
    Inbox inbox = partner.inbox("order").behave(Behaviour.status(503));
    partner.api().active(inbox, "\"order\":\"order\",\"limits\":{\"max_in_flight\":20}");

    partner.post(400);
    await().atMost(Duration.ofMinutes(2)).until(() -> inbox.items().size() >= 10);
    inbox.behave(Behaviour.hanging(Duration.ofMillis(100)));
    List<Arrival> live = inbox.awaitTaken(400).live();

    // Twenty orders at ten a second each would be 200.
    assertThat(requestsWithin(live, Duration.ofSeconds(1))).isLessThan(50);
    partner.checkAllCameOnceInEachOrdersSequence(inbox);
  }

  @Test
  void an_endpoint_that_fails_now_and_then_gets_all_in_the_promised_order() {
    WebhookPartner partner = partner("flapping");
    Inbox whole = partner.inbox("partner").behave(Behaviour.flapping(7, 1));
    Inbox orders = partner.inbox("order").behave(Behaviour.flapping(7, 1));
    partner.api().active(whole, "");
    partner.api().active(orders, "\"order\":\"order\"");

    partner.post(60);

    partner.checkAllCameOnceInSequence(whole);
    partner.checkAllCameOnceInEachOrdersSequence(orders);
    assertThat(whole.items()).hasSizeGreaterThan(60);
  }

  @Test
  void an_endpoint_whose_retries_are_exhausted_is_suspended_and_misses_nothing() {
    WebhookPartner partner = partner("exhausted");
    Inbox inbox = partner.inbox("partner").behave(Behaviour.status(500));
    String endpoint = partner.api().active(inbox, "").id();

    partner.post(10);
    partner.api().awaitState(endpoint, "suspended");
    assertThat(partner.api().get(endpoint).path("reason").asString()).isEqualTo("exhausted");
    partner.post(10);
    inbox.behave(Behaviour.up());
    partner.api().post(endpoint, "resume", "");

    partner.checkAllCameOnceInSequence(inbox);
  }

  @Test
  void an_endpoint_that_says_gone_is_suspended_at_once_and_misses_nothing() {
    WebhookPartner partner = partner("gone");
    Inbox inbox = partner.inbox("partner").behave(Behaviour.status(410));
    String endpoint = partner.api().active(inbox, "").id();

    partner.post(10);
    partner.api().awaitState(endpoint, "suspended");
    assertThat(partner.api().get(endpoint).path("reason").asString()).isEqualTo("gone");
    assertThat(inbox.items()).hasSize(1);
    inbox.behave(Behaviour.up());
    partner.api().post(endpoint, "resume", "");

    partner.checkAllCameOnceInSequence(inbox);
  }

  @Test
  void a_paused_endpoint_gets_nothing_and_all_once_it_is_resumed() {
    WebhookPartner partner = partner("paused");
    Inbox inbox = partner.inbox("partner");
    Inbox other = partner.inbox("other");
    String endpoint = partner.api().active(inbox, "").id();
    partner.api().active(other, "");
    partner.post(5);
    inbox.awaitTaken(5);

    partner.api().post(endpoint, "pause", "");
    partner.post(20);
    other.awaitTaken(25);
    assertThat(inbox.items()).hasSize(5);
    partner.api().post(endpoint, "resume", "");

    partner.checkAllCameOnceInSequence(inbox);
  }

  @Test
  void a_redirect_is_a_failure_and_is_not_followed() {
    WebhookPartner partner = partner("redirected");
    Inbox inbox = partner.inbox("partner").behave(Behaviour.status(307));
    Inbox elsewhere = receiver.inbox(Receiver.ELSEWHERE);
    partner.api().active(inbox, "");

    partner.post(3);
    await().atMost(Duration.ofMinutes(2)).until(() -> inbox.items().size() >= 3);
    inbox.behave(Behaviour.up());

    partner.checkAllCameOnceInSequence(inbox);
    assertThat(elsewhere.arrivals()).isEmpty();
  }

  private static long requestsWithin(List<Arrival> arrivals, Duration time) {
    long start = arrivals.getFirst().receivedNanos();
    return arrivals.stream().filter(one -> one.receivedNanos() - start < time.toNanos()).count();
  }

  private void awaitRequest(Inbox inbox) {
    await().atMost(Duration.ofMinutes(2)).until(() -> !inbox.items().isEmpty());
  }

  private WebhookPartner partner(String name) {
    return new WebhookPartner(system, receiver, "recovery-" + name);
  }
}
