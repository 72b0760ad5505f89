package io.orderwire.delivery.app;

import static io.orderwire.delivery.app.WebhookPort.json;
import static io.orderwire.delivery.app.WebhookPort.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.subscription.Progress;
import io.orderwire.delivery.webhook.Secret;
import io.orderwire.delivery.webhook.Status;
import io.orderwire.delivery.webhook.Status.Reason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is done with endpoints that are there, on the partners' port. */
class WebhookActionsTest extends OneEndpoint {
  @Test
  void pauses_and_goes_on() {
    assertThat(json(post("pause", "")).path("state").asString()).isEqualTo("paused");
    long version = acme.stored(id).version();
    assertThat(post("pause", "{}").headers().firstValue("ETag")).hasValue("\"" + version + "\"");
    assertThat(json(post("resume", "")).path("state").asString()).isEqualTo("active");
    assertThat(refusal(post("pause", "", "If-Match", "\"1\""))).isEqualTo("412 version_mismatch");
    assertThat(refusal(post("pause", "{\"why\":1}"))).isEqualTo("400 invalid_parameter why");
    assertThat(refusal(post("resume", "{\"from\":\"beginning\"}"))).isEqualTo("409 conflict");
  }

  /** Who stopped waiting for a pause that took long, and goes on, must not be paused in the end. */
  @Test
  void what_is_so_already_is_said_after_the_changes_that_are_under_way() {
    long version = acme.stored(id).version();
    acme.endpoints().beforeNextWrite(() -> post("pause", ""));
    assertThat(json(post("resume", "")).path("state").asString()).isEqualTo("active");
    assertThat(acme.stored(id).version()).isEqualTo(version + 2);
    assertThat(acme.state(id)).isEqualTo("active");
  }

  @Test
  void what_gets_nothing_cannot_be_paused() {
    acme.become(id, Status.of(Status.State.PENDING, Instant.EPOCH));
    assertThat(refusal(post("pause", ""))).isEqualTo("409 conflict");
    acme.become(id, Status.suspended(Reason.GONE, Instant.EPOCH));
    assertThat(refusal(post("pause", ""))).isEqualTo("409 conflict");
    assertThat(json(acme.get("/" + id)).path("reason").asString()).isEqualTo("gone");
  }

  @Test
  void goes_on_from_another_place() {
    acme.become(id, Status.suspended(Reason.EXHAUSTED, Instant.EPOCH));
    String from = PartnerPort.id("acme", 4);
    JsonNode resumed = json(post("resume", "{\"from\":\"" + from + "\"}"));
    assertThat(resumed.path("state").asString()).isEqualTo("active");
    assertThat(resumed.path("start").asString()).isEqualTo(from);
    assertThat(progress().stored("acme", id)).contains(Progress.at(new Position(0, 4)));
    acme.become(id, Status.of(Status.State.PAUSED, Instant.EPOCH));
    progress().owner(false);
    assertThat(refusal(post("resume", "{\"from\":\"beginning\"}"))).isEqualTo("503 no_owner");
    assertThat(acme.state(id)).isEqualTo("paused");
    assertThat(refusal(post("resume", "{\"from\":\"yesterday\"}")))
        .isEqualTo("400 invalid_cursor from");
  }

  /** Else 410, which any server may answer, would be as good as an answer to the challenge. */
  @Test
  void who_said_that_nobody_is_there_must_agree_before_it_gets_items() {
    acme.become(id, Status.suspended(Reason.GONE, Instant.EPOCH));
    assertThat(json(post("resume", "")).path("state").asString()).isEqualTo("pending");
    acme.become(id, Status.suspended(Reason.GONE, Instant.EPOCH));
    assertThat(json(post("resume", "{\"from\":\"beginning\"}")).path("state").asString())
        .isEqualTo("pending");
  }

  @Test
  void what_is_not_kept_any_more_needs_a_place() {
    acme.become(id, Status.suspended(Reason.HISTORY_EXPIRED, Instant.EPOCH));
    assertThat(refusal(post("resume", ""))).isEqualTo("400 invalid_parameter from");
    assertThat(json(post("resume", "{\"from\":\"now\"}")).path("state").asString())
        .isEqualTo("active");
  }

  @Test
  void what_was_never_verified_does_its_handshake_again() {
    acme.become(id, Status.suspended(Reason.VERIFICATION_FAILED, Instant.EPOCH));
    assertThat(json(post("resume", "")).path("state").asString()).isEqualTo("pending");
  }

  @Test
  void a_rotation_overlaps_with_the_secret_before() {
    Secret first = acme.stored(id).secrets().getFirst();
    JsonNode rotated = json(post("rotate-secret", "{\"overlap_seconds\":60}"));
    assertThat(rotated.path("secret").asString()).startsWith("whsec_");
    assertThat(rotated.path("signing_keys").size()).isEqualTo(2);
    List<Secret> secrets = acme.stored(id).secrets();
    assertThat(secrets.getFirst().expiresAt()).isEmpty();
    assertThat(secrets.getLast().publicKey()).isEqualTo(first.publicKey());
    assertThat(secrets.getLast().expiresAt())
        .contains(secrets.getFirst().createdAt().plusSeconds(60));
    assertThat(acme.get("/" + id).body()).doesNotContain("whsec_");
    assertThat(json(post("rotate-secret", "{\"overlap_seconds\":0}")).path("signing_keys").size())
        .isEqualTo(1);
    assertThat(json(post("rotate-secret", "")).path("signing_keys").size()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "604801", "1.5", "\"60\"", "[]"})
  void an_overlap_out_of_range_is_refused(String overlap) {
    assertThat(refusal(post("rotate-secret", "{\"overlap_seconds\":" + overlap + "}")))
        .isEqualTo("400 invalid_parameter overlap_seconds");
  }
}
