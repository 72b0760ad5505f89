package io.orderwire.system.webhook;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.system.Item;
import io.orderwire.system.PartnerApi;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Endpoints of partners whose servers take so many items and are silent then, until they are told
 * to go on. For one thread.
 */
public final class HalfwayEndpoints implements AutoCloseable {
  private final Receiver receiver = Receiver.start();
  private final Map<String, Inbox> inboxes = new LinkedHashMap<>();

  /** Makes one that begins with the partner's first item; returns when it has taken so many. */
  public void add(String partnerId, PartnerApi partner, int most) {
    Inbox inbox =
        receiver
            .inbox(partnerId)
            .behave(
                number ->
                    number <= most
                        ? new Behaviour.Reply(204, Duration.ZERO)
                        : new Behaviour.Reply(500, Duration.ofMinutes(10)));
    inboxes.put(partnerId, inbox);
    // Silence is long, so that the schedule of retries is not at its end before the system stops.
    new WebhookApi(partner.http())
        .active(inbox, "\"start\":\"beginning\",\"limits\":{\"timeout_seconds\":30}");
    inbox.awaitTaken(most);
  }

  /** All servers take everything from now on. */
  public void goOn() {
    inboxes.values().forEach(inbox -> inbox.behave(Behaviour.up()));
  }

  /** A partner's server gets all of its items, each once, in sequence, and signed. */
  public void assertThatAllComeOnce(String partnerId, List<Item> items) {
    Inbox inbox = requireNonNull(inboxes.get(partnerId));
    List<Arrival> live = inbox.awaitTaken(items.size()).live();
    assertThat(live)
        .as("what came to %s", inbox.url())
        .extracting(Arrival::webhookId)
        .isEqualTo(items.stream().map(Item::id).toList());
    assertThat(DeliveryChecks.chained(live)).isEmpty();
    assertThat(inbox.forged()).isEmpty();
  }

  @Override
  public void close() {
    receiver.close();
  }
}
