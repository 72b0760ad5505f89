package io.orderwire.system.webhook;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.orderwire.avro.AuditEntry;
import io.orderwire.system.Answer;
import io.orderwire.system.AuditTopic;
import io.orderwire.system.LocalSystem;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the audit says of an endpoint's life. */
class WebhookAuditIT {
  private static final String PARTNER = "audit";

  private final LocalSystem system = LocalSystem.shared();

  @Test
  void every_change_of_an_endpoint_is_recorded_with_who_made_it() {
    List<AuditEntry> entries;
    WebhookApi.Created endpoint;
    try (Receiver receiver = Receiver.start()) {
      WebhookPartner partner = new WebhookPartner(system, receiver, PARTNER);
      endpoint = partner.api().active(partner.inbox("one"), "\"description\":\"orders\"");
      Answer paused =
          system
              .operator()
              .post(
                  "/admin/v1/partners/%s/webhooks/endpoints/%s/pause"
                      .formatted(PARTNER, endpoint.id()),
                  "{}",
                  "X-Request-Id",
                  "ticket-7");
      assertThat(paused.status()).as(paused.text()).isEqualTo(200);
      assertThat(partner.api().create("not a URL", "").status()).isEqualTo(400);
      partner.api().post(endpoint.id(), "test", "");
      partner.api().post(endpoint.id(), "parked/retry", "");
      partner.api().delete(endpoint.id());
      entries =
          new AuditTopic(system)
              .entries(PARTNER).stream()
                  .filter(entry -> entry.getResourceType().equals("webhook_endpoint"))
                  .toList();
    }

    assertThat(entries)
        .extracting(AuditEntry::getAction, AuditEntry::getActorKind, AuditEntry::getVersion)
        .containsExactly(
            tuple("created", "partner_key", 1L),
            tuple("verified", "service", 2L),
            tuple("paused", "operator", 3L),
            tuple("tested", "partner_key", 3L),
            tuple("parked_retried", "partner_key", 3L),
            tuple("deleted", "partner_key", 3L));
    assertThat(entries).extracting(AuditEntry::getResourceId).containsOnly(endpoint.id());
    assertThat(entries)
        .extracting(AuditEntry::getOrigin)
        .containsExactly("127.0.0.1", null, "127.0.0.1", "127.0.0.1", "127.0.0.1", "127.0.0.1");
    assertThat(entries.get(2).getActorId()).isEqualTo("operator");
    assertThat(entries.get(2).getRequestId()).isEqualTo("ticket-7");
    assertThat(entries.subList(3, 6))
        .extracting(AuditEntry::getActorId)
        .containsOnly(requireNonNull(entries.get(0).getActorId()));
    assertThat(state(entries.get(2).getBefore())).isEqualTo("active");
    assertThat(state(entries.get(2).getAfter())).isEqualTo("paused");
    assertThat(entries.get(5).getBefore()).isEqualTo(entries.get(2).getAfter());
    assertThat(entries.get(5).getAfter()).isNull();
    assertThat(entries.toString()).doesNotContain("sealed").doesNotContain(endpoint.secret());
  }

  private static String state(String stored) {
    JsonNode json = JsonMapper.shared().readTree(stored);
    assertThat(json.path("description").asString()).isEqualTo("orders");
    return json.path("status").path("state").asString();
  }
}
