package io.orderwire.delivery.app;

import static io.orderwire.delivery.app.WebhookPort.URL;
import static io.orderwire.delivery.app.WebhookPort.json;
import static io.orderwire.delivery.app.WebhookPort.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.FakeEndpointActions;
import io.orderwire.delivery.webhook.Status;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Making, reading, changing and removing endpoints on the partners' port. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookEndpointsTest {
  private PartnerPort port;
  private WebhookPort acme;
  private WebhookPort other;

  @BeforeAll
  void start() {
    port = PartnerPort.start();
    acme = new WebhookPort(port, "acme", port.partner("acme"));
    other = new WebhookPort(port, "other", port.partner("other"));
    port.created("acme", 5);
  }

  @AfterAll
  void stop() {
    port.close();
  }

  @BeforeEach
  void clear() {
    acme.endpoints().clear();
    acme.endpoints().refuse(Optional.empty());
    acme.endpoints().complete(true);
  }

  @Test
  void a_new_endpoint_is_shown_with_its_defaults_and_its_secret_once() {
    HttpResponse<String> created = acme.post("", URL);
    assertThat(created.statusCode()).isEqualTo(201);
    JsonNode json = json(created);
    String id = json.path("id").asString();
    assertThat(id).matches("we_[A-Za-z0-9_-]{22}");
    assertThat(created.headers().firstValue("Location")).hasValue("/v1/webhooks/endpoints/" + id);
    assertThat(created.headers().firstValue("ETag")).hasValue("\"1\"");
    assertThat(created.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(json.path("secret").asString()).startsWith("whsec_");
    assertThat(json.path("signing_keys").path(0).path("public_key").asString()).startsWith("whpk_");
    assertThat(json.path("state").asString()).isEqualTo("pending");
    assertThat(json.path("created_at").asString()).matches(".*:[0-9]{2}(\\.[0-9]{3})?Z");
    assertThat(json.path("start").asString()).isEqualTo(PartnerPort.id("acme", 5));
    assertThat(created.body())
        .contains(
            "\"order\":\"partner\",\"format\":\"full\"",
            "\"limits\":{\"max_in_flight\":10,\"max_body_bytes\":262144,\"timeout_seconds\":15}",
            "\"on_exhausted\":\"suspend\",\"handshake\":\"challenge\",\"ed25519\":false")
        .doesNotContain("\"types\"", "\"batch\"", "\"description\"");
    for (String later :
        new String[] {
          acme.get("").body(),
          acme.get("/" + id).body(),
          acme.send("PATCH", "/" + id, "{\"ed25519\":true}", "If-Match", "\"1\"").body()
        }) {
      assertThat(later).contains(id).doesNotContain("whsec_").doesNotContain("\"secret\"");
    }
    assertThat(port.part(FakeEndpointActions.class).announced())
        .contains("created " + id, "updated " + id);
  }

  @Test
  void everything_that_can_be_said_is_kept() {
    String body =
        """
        {"url":"https://a.example/","description":"orders","types":["order.created","order.cancelled"],\
        "order":"partner","format":"cloudevents","batch":{"max_items":50,"max_bytes":2048},\
        "limits":{"max_in_flight":3,"requests_per_second":7,"requests_per_minute":30,\
        "max_body_bytes":4096,"timeout_seconds":9,\
        "trigger_above_lag":1000},"on_exhausted":"suspend","handshake":"cloudevents","ed25519":true""";
    String id = acme.create(body + ",\"start\":\"beginning\"}");
    HttpResponse<String> read = acme.get("/" + id);
    assertThat(read.body()).contains(body.substring(1));
    assertThat(json(read).path("start").asString()).isEqualTo(PartnerPort.id("acme", 0));
  }

  @ParameterizedTest
  @CsvSource({
    "now,5",
    "beginning,0",
    "2026-11-24T00:00:03Z,2",
    "2026-11-24T01:00:03+01:00,2",
    "2030-01-01T00:00:00Z,5"
  })
  void begins_where_it_is_told(String start, long sequence) {
    String id = acme.create(URL.replace("}", ",\"start\":\"" + start + "\"}"));
    assertThat(acme.stored(id).start().sequence()).isEqualTo(sequence);
  }

  @Test
  void begins_behind_an_item_of_the_partner_only() {
    String body = URL.replace("}", ",\"start\":\"%s\"}");
    String id = acme.create(body.formatted(PartnerPort.id("acme", 3)));
    assertThat(acme.stored(id).start().sequence()).isEqualTo(3);
    assertThat(refusal(acme.post("", body.formatted(PartnerPort.id("other", 3)))))
        .isEqualTo("400 invalid_cursor start");
    assertThat(refusal(acme.post("", body.formatted(PartnerPort.id("acme", 9)))))
        .isEqualTo("410 cursor_ahead");
  }

  /** A place beyond the newest item is waited for, two seconds; others' creations are not. */
  @Test
  void creations_do_not_wait_for_those_that_wait_for_a_place() throws Exception {
    String ahead = URL.replace("}", ",\"start\":\"" + PartnerPort.id("acme", 9) + "\"}");
    long begun = System.nanoTime();
    try (ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 10; i++) {
        waiting.execute(() -> acme.post("", ahead));
      }
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void the_same_request_makes_one_endpoint() {
    HttpResponse<String> first = acme.post("", URL, "Idempotency-Key", "k-1");
    HttpResponse<String> second = acme.post("", URL, "Idempotency-Key", "k-1");
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(json(second).path("id")).isEqualTo(json(first).path("id"));
    assertThat(second.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    assertThat(second.body()).doesNotContain("whsec_");
    assertThat(acme.endpoints().of("acme")).hasSize(1);
    assertThat(refusal(acme.post("", "{\"url\":\"https://b/\"}", "Idempotency-Key", "k-1")))
        .isEqualTo("409 conflict");
    assertThat(other.post("", URL, "Idempotency-Key", "k-1").statusCode()).isEqualTo(201);
    assertThat(refusal(acme.post("", URL, "Idempotency-Key", "k 1")))
        .isEqualTo("400 invalid_parameter Idempotency-Key");
  }

  @Test
  void the_same_request_many_times_at_once_makes_one_endpoint() throws InterruptedException {
    Set<String> ids = ConcurrentHashMap.newKeySet();
    Thread[] threads = new Thread[8];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          Thread.startVirtualThread(
              () ->
                  ids.add(
                      json(acme.post("", URL, "Idempotency-Key", "k-2")).path("id").asString()));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(ids).hasSize(1);
    assertThat(acme.endpoints().of("acme")).hasSize(1);
  }

  @Test
  void a_partner_has_at_most_twenty() {
    for (int i = 0; i < 20; i++) {
      acme.create(URL);
    }
    assertThat(refusal(acme.post("", URL))).isEqualTo("409 too_many_endpoints");
    assertThat(json(acme.get("")).path("endpoints").size()).isEqualTo(20);
    assertThat(other.post("", URL).statusCode()).isEqualTo(201);
  }

  @Test
  void a_change_needs_the_version_that_it_is_meant_for() {
    String id = acme.create(URL);
    assertThat(refusal(acme.send("PATCH", "/" + id, "{\"ed25519\":true}")))
        .isEqualTo("428 precondition_required");
    HttpResponse<String> changed =
        acme.send("PATCH", "/" + id, "{\"ed25519\":true}", "If-Match", "\"1\"");
    assertThat(changed.headers().firstValue("ETag")).hasValue("\"2\"");
    HttpResponse<String> stale =
        acme.send("PATCH", "/" + id, "{\"ed25519\":false}", "If-Match", "\"1\"");
    assertThat(refusal(stale)).isEqualTo("412 version_mismatch");
    assertThat(json(stale).path("version").asInt()).isEqualTo(2);
    assertThat(refusal(acme.send("DELETE", "/" + id, "", "If-Match", "W/\"2\"")))
        .isEqualTo("412 version_mismatch");
    assertThat(acme.send("DELETE", "/" + id, "", "If-Match", "\"7\", \"2\"").statusCode())
        .isEqualTo(204);
    assertThat(refusal(acme.get("/" + id))).isEqualTo("404 unknown_endpoint");
  }

  @Test
  void a_patch_merges_and_null_takes_back() {
    String id =
        acme.create(
            "{\"url\":\"https://a/\",\"description\":\"d\",\"types\":[\"order.created\"],"
                + "\"limits\":{\"requests_per_second\":5,\"timeout_seconds\":9}}");
    acme.become(id, Status.of(Status.State.ACTIVE, Instant.EPOCH));
    HttpResponse<String> changed =
        acme.send(
            "PATCH",
            "/" + id,
            "{\"description\":null,\"types\":null,"
                + "\"limits\":{\"requests_per_second\":null,\"max_in_flight\":4}}",
            "If-Match",
            "*");
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    assertThat(changed.body())
        .contains(
            "\"limits\":{\"max_in_flight\":4,\"max_body_bytes\":262144,\"timeout_seconds\":9}")
        .doesNotContain("\"description\"", "\"types\"");
    assertThat(acme.state(id)).isEqualTo("active");
    HttpResponse<String> same =
        acme.send("PATCH", "/" + id, "{\"order\":\"partner\"}", "If-Match", "*");
    assertThat(same.headers().firstValue("ETag")).isEqualTo(changed.headers().firstValue("ETag"));
  }

  @Test
  void another_url_needs_another_handshake() {
    String id = acme.active(URL);
    JsonNode changed =
        json(acme.send("PATCH", "/" + id, "{\"url\":\"https://b/\"}", "If-Match", "*"));
    assertThat(changed.path("url").asString()).isEqualTo("https://b/");
    assertThat(changed.path("state").asString()).isEqualTo("pending");
  }

  @Test
  void what_another_instance_changes_first_is_not_undone() {
    String id = acme.active(URL);
    Endpoint before = acme.stored(id);
    Runnable another =
        () -> acme.endpoints().put(before.withReplay(Optional.empty(), Instant.EPOCH));
    acme.endpoints().beforeNextWrite(another);
    assertThat(acme.post("/" + id + "/pause", "").statusCode()).isEqualTo(200);
    assertThat(acme.stored(id).version()).isEqualTo(before.version() + 2);
    acme.endpoints().put(before);
    acme.endpoints().beforeNextWrite(another);
    String tag = "\"" + before.version() + "\"";
    assertThat(refusal(acme.send("DELETE", "/" + id, "", "If-Match", tag)))
        .isEqualTo("412 version_mismatch");
  }
}
