package io.orderwire.system.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.system.Item;
import io.orderwire.system.LocalSystem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Endpoints of a partner whose oldest items are trimmed before they got them. */
class WebhookTrimmedHistoryIT {
  private static final String PARTNER = "wh-trimmed";

  private final LocalSystem system = LocalSystem.shared();

  @Test
  void an_endpoint_whose_next_item_is_trimmed_stops_until_the_partner_says_where_to_go_on() {
    try (Receiver receiver = Receiver.start()) {
      WebhookPartner partner = new WebhookPartner(system, receiver, PARTNER).post(8);
      List<Item> before = partner.history();
      Inbox inbox = partner.inbox("one").behave(Behaviour.status(500));
      WebhookApi.Created endpoint = partner.api().active(inbox, "\"start\":\"beginning\"");

      system.command(PARTNER, "trim", "{\"before\":6}");
      partner.api().awaitState(endpoint.id(), "suspended");
      assertThat(partner.api().get(endpoint.id()).path("reason").asString())
          .isEqualTo("history_expired");

      inbox.behave(Behaviour.up());
      partner.api().post(endpoint.id(), "resume", "{\"from\":\"beginning\"}");
      inbox.awaitTaken(3);
      assertThat(inbox.live().stream().map(Arrival::webhookId).toList())
          .isEqualTo(before.subList(5, 8).stream().map(Item::id).toList());
    }
  }
}
