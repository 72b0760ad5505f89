package io.orderwire.delivery.app;

import static io.orderwire.delivery.app.WebhookPort.json;
import static io.orderwire.delivery.app.WebhookPort.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.subscription.Progress;
import io.orderwire.delivery.webhook.Attempt;
import io.orderwire.delivery.webhook.EndpointActions;
import io.orderwire.delivery.webhook.FakeAttemptLog;
import io.orderwire.delivery.webhook.FakeEndpointActions;
import io.orderwire.delivery.webhook.Outcome;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is delivered to endpoints, on the partners' port. */
class WebhookDeliveriesTest extends OneEndpoint {
  @Test
  void a_replay_is_counted_begun_followed_and_ended() {
    String body = "{\"from\":\"" + PartnerPort.id("acme", 2) + "\"%s}";
    JsonNode dry = json(post("replay", body.formatted(",\"dry_run\":true")));
    assertThat(dry.path("items").asInt()).isEqualTo(8);
    assertThat(dry.path("exact").asBoolean()).isTrue();
    assertThat(acme.stored(id).replay()).isEmpty();
    assertThat(refusal(acme.get("/" + id + "/replay"))).isEqualTo("404 not_found");
    HttpResponse<String> begun =
        post(
            "replay",
            body.formatted(
                ",\"to\":\"" + PartnerPort.id("acme", 7) + "\",\"requests_per_second\":5"));
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    assertThat(json(begun).path("id").asString()).matches("rp_[A-Za-z0-9_-]{22}");
    assertThat(refusal(post("replay", body.formatted("")))).isEqualTo("409 conflict");
    progress().put("acme", id + ".replay", Progress.at(new Position(0, 5)));
    JsonNode now = json(acme.get("/" + id + "/replay"));
    assertThat(now.path("examined").asInt()).isEqualTo(3);
    assertThat(now.path("remaining").asInt()).isEqualTo(2);
    assertThat(now.path("cursor").asString()).isEqualTo(PartnerPort.id("acme", 5));
    assertThat(json(acme.get("/" + id)).path("replay_id")).isEqualTo(now.path("id"));
    assertThat(acme.send("DELETE", "/" + id + "/replay", "").statusCode()).isEqualTo(204);
    assertThat(refusal(acme.send("DELETE", "/" + id + "/replay", ""))).isEqualTo("404 not_found");
  }

  @Test
  void a_dry_run_counts_what_passes_the_filter() {
    id = acme.active("{\"url\":\"https://a/\",\"types\":[\"order.cancelled\"]}");
    JsonNode dry = json(post("replay", "{\"from\":\"beginning\",\"dry_run\":true}"));
    assertThat(dry.path("items").asInt()).isEqualTo(5);
  }

  @Test
  void a_replay_that_makes_no_sense_is_refused() {
    assertThat(refusal(post("replay", ""))).isEqualTo("400 invalid_json");
    assertThat(refusal(post("replay", "{}"))).isEqualTo("400 invalid_parameter from");
    assertThat(refusal(post("replay", "{\"from\":\"now\"}"))).isEqualTo("400 invalid_parameter to");
    assertThat(refusal(post("replay", "{\"from\":\"beginning\",\"requests_per_second\":1001}")))
        .isEqualTo("400 invalid_parameter requests_per_second");
    assertThat(refusal(post("replay", "{\"from\":\"beginning\",\"dry_run\":1}")))
        .isEqualTo("400 invalid_parameter dry_run");
    id = acme.active("{\"url\":\"https://a/\",\"format\":\"trigger\"}");
    assertThat(refusal(post("replay", "{\"from\":\"beginning\"}"))).isEqualTo("409 conflict");
  }

  @Test
  void a_test_says_how_it_ended() {
    port.part(FakeEndpointActions.class)
        .testsEnd(new Outcome.Refused(503, Optional.of(Duration.ofSeconds(9))));
    HttpResponse<String> tested = post("test", "");
    assertThat(tested.body())
        .isEqualTo(
            "{\"webhook_id\":\"msg_1\",\"outcome\":\"refused\",\"status\":503,"
                + "\"retry_after_seconds\":9,\"duration_ms\":12,\"response\":\"fine\"}");
  }

  @Test
  void attempts_are_paged_both_ways_and_filtered() {
    for (int number = 1; number <= 7; number++) {
      Outcome outcome = number % 2 == 0 ? new Outcome.Delivered(200) : new Outcome.TimedOut();
      record(id, number, outcome);
      record("we_other", number, outcome);
    }
    String path = "/" + id + "/attempts?limit=3";
    JsonNode first = json(acme.get(path));
    assertThat(numbers(first)).containsExactly(7, 6, 5);
    JsonNode second = json(acme.get(path + "&older_than=" + first.path("cursor").asString()));
    assertThat(numbers(second)).containsExactly(4, 3, 2);
    String newest = first.path("newest_cursor").asString();
    record(id, 8, new Outcome.Unreachable(Outcome.Cause.TLS));
    JsonNode newer = json(acme.get(path + "&newer_than=" + newest));
    assertThat(numbers(newer)).containsExactly(8);
    assertThat(newer.path("attempts").path(0).path("cause").asString()).isEqualTo("tls");
    assertThat(newer.path("attempts").path(0).path("item_id").asString())
        .isEqualTo(PartnerPort.id("acme", 8));
    assertThat(numbers(json(acme.get(path + "&outcome=delivered")))).containsExactly(6, 4, 2);
    assertThat(refusal(acme.get(path + "&outcome=lost")))
        .isEqualTo("400 invalid_parameter outcome");
    assertThat(refusal(acme.get(path + "&older_than=" + PartnerPort.id("acme", 1))))
        .isEqualTo("400 invalid_cursor");
    assertThat(refusal(acme.get(path + "&older_than=" + newest + "&newer_than=" + newest)))
        .isEqualTo("400 conflicting_boundaries");
    port.part(FakeAttemptLog.class).away(true);
    assertThat(refusal(acme.get(path))).isEqualTo("503 broker_unavailable");
    port.part(FakeAttemptLog.class).away(false);
  }

  @Test
  void parked_items_are_listed_and_tried_again() {
    Instant then = Instant.parse("2026-11-24T06:00:00Z");
    progress()
        .put(
            "acme",
            id,
            new Progress(
                new Position(0, 6),
                Position.START,
                List.of(),
                List.of(),
                List.of(
                    new Progress.Parked(new Position(0, 2), 10, then),
                    new Progress.Parked(new Position(0, 5), 9, then))));
    JsonNode parked = json(acme.get("/" + id + "/parked")).path("parked");
    assertThat(parked.size()).isEqualTo(2);
    assertThat(parked.path(0).toString())
        .isEqualTo(
            "{\"id\":\"%s\",\"sequence\":2,\"attempts\":10,\"parked_at\":\"%s\",\"order_id\":\"o1\"}"
                .formatted(PartnerPort.id("acme", 2), then));
    assertThat(json(post("parked/retry", "")).path("retried").asInt()).isEqualTo(2);
    String one = "{\"items\":[\"" + PartnerPort.id("acme", 5) + "\"]}";
    assertThat(json(post("parked/retry", one)).path("retried").asInt()).isEqualTo(1);
    assertThat(refusal(post("parked/retry", "{\"items\":[]}")))
        .isEqualTo("400 invalid_parameter items");
    assertThat(refusal(post("parked/retry", "{\"items\":[\"x\"]}")))
        .isEqualTo("400 invalid_cursor");
    progress().owner(false);
    assertThat(refusal(acme.get("/" + id + "/parked"))).isEqualTo("503 no_owner");
    assertThat(refusal(post("parked/retry", ""))).isEqualTo("503 no_owner");
  }

  @Test
  void figures_are_live_where_it_is_delivered_from_here() {
    assertThat(acme.get("/" + id + "/stats").body()).contains("\"delivering\":false");
    port.part(FakeEndpointActions.class)
        .show(
            id,
            new EndpointActions.Figures(
                new Position(0, 7),
                3,
                2,
                0.25,
                EndpointActions.Breaker.HALF_OPEN,
                1,
                Optional.of(Instant.parse("2026-11-24T06:00:00Z")),
                4));
    assertThat(acme.get("/" + id + "/stats").body())
        .contains(
            "\"state\":\"active\",\"delivering\":true,\"cursor\":\"" + PartnerPort.id("acme", 7),
            "\"lag_events\":3",
            "\"in_flight\":2,\"error_rate\":0.25,\"breaker\":\"half_open\",\"retries\":1,"
                + "\"parked\":4,\"next_attempt_at\":\"2026-11-24T06:00:00Z\"");
  }

  private void record(String endpointId, int number, Outcome outcome) {
    port.part(FakeAttemptLog.class)
        .record(
            new Attempt(
                "acme",
                endpointId,
                PartnerPort.id("acme", number),
                "order.created",
                Optional.of(new Position(0, number)),
                number,
                false,
                Instant.EPOCH,
                Duration.ofMillis(5),
                outcome,
                100,
                "ok",
                Optional.empty()));
  }

  private static List<Integer> numbers(JsonNode page) {
    List<Integer> numbers = new ArrayList<>();
    page.path("attempts").forEach(attempt -> numbers.add(attempt.path("attempt").asInt()));
    return numbers;
  }
}
