package io.orderwire.system.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.system.HistoryTopic;
import io.orderwire.system.Item;
import io.orderwire.system.LocalSystem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Endpoints of a partner whose history is frozen, and begins a new epoch. */
class WebhookFrozenHistoryIT {
  private static final String PARTNER = "wh-frozen";
  private static final String FROM_BEGINNING = "\"start\":\"beginning\"";

  private final LocalSystem system = LocalSystem.shared();

  @Test
  void endpoints_pause_there_and_go_on_unless_they_had_come_further() {
    try (Receiver receiver = Receiver.start()) {
      WebhookPartner partner = new WebhookPartner(system, receiver, PARTNER).post(5);
      List<Item> before = partner.history();
      Inbox ahead = partner.inbox("ahead");
      WebhookApi.Created further = partner.api().active(ahead, FROM_BEGINNING);
      ahead.awaitTaken(5);
      new HistoryTopic(system).contradict(PARTNER, 4);
      system.awaitFrozen(PARTNER, true);

      Inbox behind = partner.inbox("behind");
      WebhookApi.Created waiting = partner.api().active(behind, FROM_BEGINNING);
      behind.awaitTaken(3);
      partner.post(1);
      assertThat(partner.api().get(waiting.id()).path("state").asString()).isEqualTo("active");
      assertThat(ids(behind)).isEqualTo(ids(before.subList(0, 3)));

      system.command(PARTNER, "new-epoch", "{\"from\":4}");
      system.awaitFrozen(PARTNER, false);
      partner.post(3);
      List<Item> after = partner.partner().whenAtLeast(6);
      behind.awaitTaken(6);
      assertThat(ids(behind)).as("goes on by itself").isEqualTo(ids(after));
      assertThat(DeliveryChecks.chained(behind.live())).isEmpty();

      partner.api().awaitState(further.id(), "suspended");
      assertThat(partner.api().get(further.id()).path("reason").asString())
          .isEqualTo("history_expired");
      partner.api().post(further.id(), "resume", "{\"from\":\"%s\"}".formatted(after.get(2).id()));
      await().atMost(Duration.ofMinutes(1)).until(() -> ahead.takenIds() == 8);
      assertThat(ids(ahead)).endsWith(ids(after.subList(3, 6)).toArray(String[]::new));
      assertThat(behind.forged()).isEmpty();
    }
  }

  private static List<String> ids(Inbox inbox) {
    return inbox.live().stream().map(Arrival::webhookId).toList();
  }

  private static List<String> ids(List<Item> items) {
    return items.stream().map(Item::id).toList();
  }
}
