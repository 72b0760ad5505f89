package io.orderwire.delivery.kafka.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderwire.avro.AuditEntry;
import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.audit.Authors;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.kafka.audit.AuditTrail;
import io.orderwire.delivery.kafka.history.MemoryRegistry;
import io.orderwire.delivery.webhook.Cause;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.EndpointActions.Change;
import io.orderwire.delivery.webhook.Operation;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.serde.AvroSerde;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

final class AuditRecordsTest {
  private static final UUID ID = new UUID(1, 2);
  private static final Serde<AuditEntry> ENTRIES =
      AvroSerde.specific(
          AuditEntry.class, new MemoryRegistry(), TopicCatalogue.AUDIT.valueOptions());
  private static final Author PARTNER = new Author.PartnerKey("k1", "request-1", "192.0.2.7");
  private static final Optional<Endpoint> FULL = Optional.of(Samples.full("acme", "we_1"));
  private static final Optional<Endpoint> PLAIN = Optional.of(Samples.plain("acme", "we_1"));

  private static AuditEntry entry(
      Cause cause, Optional<Endpoint> before, Optional<Endpoint> after) {
    return AuditRecords.toAvro(
        new AuditTrail(ENTRIES, () -> ID, () -> Samples.NOW), cause, before, after);
  }

  private static AuditEntry entry(Operation operation, Author author) {
    return AuditRecords.toAvro(
        new AuditTrail(ENTRIES, () -> ID, () -> Samples.NOW),
        PLAIN.orElseThrow(),
        operation,
        author);
  }

  /** Whoever adds a field to what is stored decides here whether the audit may show it. */
  @Test
  void an_endpoint_is_shown_with_every_field_but_secrets_keys_of_requests_and_the_query() {
    String shown = entry(Samples.CAUSE, Optional.empty(), FULL).getAfter();

    assertThat(JsonMapper.shared().readTree(shown))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {
                      "url": "https://acme.example/hook?…",
                      "description": "Zażółć",
                      "types": ["order.cancelled", "order.created"],
                      "order": "partner",
                      "format": "thin",
                      "batch": {"max_items": 7, "max_bytes": 9000},
                      "limits": {
                        "max_in_flight": 3,
                        "requests_per_second": 50,
                        "requests_per_minute": 30,
                        "max_body_bytes": 4096,
                        "timeout_millis": 2500,
                        "trigger_above_lag": 1000
                      },
                      "on_exhausted": "suspend",
                      "handshake": "cloudevents",
                      "asymmetric_signature": true,
                      "status": {
                        "state": "suspended",
                        "reason": "history_expired",
                        "since": "2026-11-24T06:00:00.123Z",
                        "degraded_since": "2026-11-24T06:00:00.124Z"
                      },
                      "secrets": [
                        {"public_key": "whpk_1", "created_at": "2026-11-24T06:00:00.125Z"},
                        {
                          "public_key": "whpk_2",
                          "created_at": "2026-11-24T06:00:00.126Z",
                          "expires_at": "2026-11-24T06:00:00.127Z"
                        }
                      ],
                      "start_epoch": 2,
                      "start_sequence": 33,
                      "replay": {
                        "id": "rp_1",
                        "from_epoch": 1,
                        "from_sequence": 5,
                        "to_sequence": 30,
                        "requests_per_second": 100,
                        "started_at": "2026-11-24T06:00:00.128Z"
                      },
                      "version": 1,
                      "created_at": "2026-11-24T06:00:00.129Z",
                      "updated_at": "2026-11-24T06:00:00.130Z"
                    }
                    """));
  }

  @Test
  void what_an_endpoint_does_not_have_is_left_out() {
    assertThat(entry(Samples.CAUSE, Optional.empty(), PLAIN).getAfter())
        .startsWith("{\"url\":\"https://acme.example/\",\"types\":[],\"order\":\"none\"")
        .doesNotContain("null");
  }

  @Test
  void a_change_has_what_was_stored_before_and_what_is_since() {
    Endpoint changed = PLAIN.orElseThrow().withStart(FULL.orElseThrow().start(), Samples.NOW);
    AuditEntry entry = entry(Samples.CAUSE, PLAIN, Optional.of(changed));

    assertThat(entry.getBefore()).contains("\"start_sequence\":0,").contains("\"version\":1,");
    assertThat(entry.getAfter()).contains("\"start_sequence\":33,").contains("\"version\":2,");
    assertThat(entry.getVersion()).isEqualTo(2);
  }

  @Test
  void a_creation_has_nothing_before_and_a_deletion_nothing_after() {
    AuditEntry created = entry(Samples.asked(Change.CREATED), Optional.empty(), PLAIN);
    AuditEntry deleted = entry(Samples.asked(Change.DELETED), PLAIN, Optional.empty());

    assertThat(created.getBefore()).isNull();
    assertThat(created.getAfter()).isEqualTo(deleted.getBefore());
    assertThat(deleted.getAfter()).isNull();
    assertThat(deleted.getVersion()).isEqualTo(1);
  }

  @Test
  void what_neither_was_nor_is_stored_has_no_entry() {
    assertThatThrownBy(() -> entry(Samples.CAUSE, Optional.empty(), Optional.empty()))
        .isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void a_partner_is_named_by_its_key() {
    AuditEntry entry = entry(Samples.asked(Change.SECRET_ROTATED), FULL, FULL);

    assertThat(entry.getId()).isEqualTo(ID.toString());
    assertThat(entry.getOccurredAt()).isEqualTo(Samples.NOW);
    assertThat(entry.getPartnerId()).isEqualTo("acme");
    assertThat(entry.getActorKind()).isEqualTo("partner_key");
    assertThat(entry.getActorId()).isEqualTo("k1");
    assertThat(entry.getAction()).isEqualTo("secret_rotated");
    assertThat(entry.getResourceType()).isEqualTo("webhook_endpoint");
    assertThat(entry.getResourceId()).isEqualTo("we_1");
    assertThat(entry.getRequestId()).isEqualTo("request-1");
    assertThat(entry.getOrigin()).isEqualTo("192.0.2.7");
  }

  @Test
  void an_operator_is_named_by_the_token() {
    Author alice = new Author.Operator("alice", "request-2", "192.0.2.8");
    AuditEntry entry = entry(new Cause.Asked(Change.PAUSED, alice), FULL, FULL);

    assertThat(entry.getActorKind()).isEqualTo("operator");
    assertThat(entry.getActorId()).isEqualTo("alice");
    assertThat(entry.getAction()).isEqualTo("paused");
    assertThat(entry.getRequestId()).isEqualTo("request-2");
    assertThat(entry.getOrigin()).isEqualTo("192.0.2.8");
  }

  @Test
  void what_leaves_an_endpoint_as_it_is_has_what_was_asked_for() {
    AuditEntry tested = entry(new Operation.Test(), PARTNER);
    assertThat(tested.getAction()).isEqualTo("tested");
    assertThat(tested.getResourceType()).isEqualTo("webhook_endpoint");
    assertThat(tested.getResourceId()).isEqualTo("we_1");
    assertThat(tested.getVersion()).isEqualTo(1);
    assertThat(tested.getActorKind()).isEqualTo("partner_key");
    assertThat(tested.getActorId()).isEqualTo("k1");
    assertThat(tested.getRequestId()).isEqualTo("request-1");
    assertThat(tested.getOrigin()).isEqualTo("192.0.2.7");
    assertThat(tested.getBefore()).isNull();
    assertThat(tested.getAfter()).isNull();

    AuditEntry all = entry(new Operation.RetryParked(Optional.empty()), Authors.OPERATOR);
    assertThat(all.getAction()).isEqualTo("parked_retried");
    assertThat(all.getActorKind()).isEqualTo("operator");
    assertThat(all.getActorId()).isEqualTo("alice");
    assertThat(all.getAfter()).isEqualTo("{\"all\":true}");
    Set<Position> some = Set.of(new Position(1, 12), new Position(0, 3));
    assertThat(entry(new Operation.RetryParked(Optional.of(some)), PARTNER).getAfter())
        .isEqualTo("{\"all\":false,\"sequences\":[3,12]}");
  }

  @ParameterizedTest
  @EnumSource
  void what_the_service_finds_out_comes_from_nowhere(Cause.Finding finding) {
    AuditEntry entry = entry(new Cause.Found(finding), FULL, FULL);

    assertThat(entry.getActorKind()).isEqualTo("service");
    assertThat(entry.getAction()).isEqualTo(finding.wireName());
    assertThat(entry.getActorId()).isNull();
    assertThat(entry.getRequestId()).isNull();
    assertThat(entry.getOrigin()).isNull();
  }
}
