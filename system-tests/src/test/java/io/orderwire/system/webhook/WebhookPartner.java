package io.orderwire.system.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.system.Item;
import io.orderwire.system.LocalSystem;
import io.orderwire.system.PartnerApi;
import io.orderwire.system.SampleEvents;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** A partner with its events and its endpoints. For one thread. */
final class WebhookPartner {
  private static final int ORDERS = 20;

  private final LocalSystem system;
  private final Receiver receiver;
  private final String id;
  private final PartnerApi partner;
  private final WebhookApi api;
  private int posted;

  /** Registers a partner. */
  WebhookPartner(LocalSystem system, Receiver receiver, String id) {
    this.system = system;
    this.receiver = receiver;
    this.id = id;
    this.partner = system.addPartner(id);
    this.api = new WebhookApi(partner.http());
  }

  WebhookApi api() {
    return api;
  }

  PartnerApi partner() {
    return partner;
  }

  /** The inbox of one of its endpoints. */
  Inbox inbox(String name) {
    return receiver.inbox(id + "/" + name);
  }

  /** Sends so many events, of twenty orders in turn. */
  WebhookPartner post(int count) {
    SampleEvents.post(
        system,
        IntStream.range(posted, posted + count)
            .mapToObj(n -> SampleEvents.created(id, "ord-" + n % ORDERS, UUID.randomUUID())));
    posted += count;
    return this;
  }

  /** All that was sent, as it stands in the history. */
  List<Item> history() {
    return partner.whenAtLeast(posted);
  }

  /** Its endpoint got all that was sent, once, in sequence, and can prove it. */
  void checkAllCameOnceInSequence(Inbox inbox) {
    List<Item> items = history();
    List<Arrival> live = inbox.awaitTaken(items.size()).live();
    assertThat(live.stream().map(Arrival::webhookId).toList())
        .as("what came to %s", inbox.url())
        .isEqualTo(items.stream().map(Item::id).toList());
    assertThat(DeliveryChecks.chained(live)).isEmpty();
    assertThat(inbox.forged()).isEmpty();
  }

  /** Its endpoint got all that was sent, once, each order's in sequence, and can prove it. */
  void checkAllCameOnceInEachOrdersSequence(Inbox inbox) {
    List<Item> items = history();
    List<Arrival> live = inbox.awaitTaken(items.size()).live();
    assertThat(DeliveryChecks.complete(items, live)).isEmpty();
    assertThat(DeliveryChecks.inOrder(items, live, item -> item.json().path("order_id").asString()))
        .isEmpty();
    assertThat(DeliveryChecks.repeats(live, List.of()).count()).isZero();
    assertThat(DeliveryChecks.chained(live)).isEmpty();
    assertThat(inbox.forged()).isEmpty();
  }
}
