package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the services really answer is what their OpenAPI documents say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiConformanceIT {
  private static final String ID = "conformance";

  private final LocalSystem system = LocalSystem.shared();
  private final OpenApi partnerApi = OpenApi.read("partner.yaml");
  private final OpenApi producerApi = OpenApi.read("producer.yaml");
  private final OpenApi operatorApi = OpenApi.read("operator.yaml");
  private final PartnerApi partner = system.addPartner(ID);
  private final Http http = partner.http();
  private String itemId = "";

  @BeforeAll
  void publishOneEventOfEachType() {
    SampleEvents.post(system, SampleEvents.created(ID, "ord-1", UUID.randomUUID()));
    post("order.status_changed", "{\"from\":\"new\",\"to\":\"accepted\",\"reason\":\"paid\"}");
    post(
        "order.item_fulfilled",
        "{\"line\":1,\"sku\":\"espresso\",\"quantity\":5,\"carrier\":\"bike\"}");
    SampleEvents.post(system, SampleEvents.cancelled(ID, "ord-1", UUID.randomUUID()));
    itemId = partner.whenAtLeast(4).getFirst().id();
  }

  private void post(String type, String data) {
    SampleEvents.post(system, SampleEvents.event(ID, "ord-1", UUID.randomUUID(), type, data));
  }

  @Test
  void the_partner_api_answers_as_described() {
    get("/v1/orders/events", "");
    get("/v1/orders/events", "?newer_than=" + itemId + "&types=order.cancelled&limit=1");
    get("/v1/orders/events", "?order_id=ord-1&since=2000-01-01T00:00:00Z");
    get("/v1/orders/created-history", "");
    get("/v1/orders/events/{item_id}", itemId);
    get("/v1/orders/{order_id}", "ord-1");
    get("/v1/subscriptions", "");
    describes("post", "/v1/orders/events/ack", ack("{\"cursor\":\"" + itemId + "\"}"));
    get("/v1/subscriptions", "");
    describes("post", "/v1/stream-tokens", http.post("/v1/stream-tokens", ""));
  }

  @Test
  void the_partner_api_refuses_as_described() {
    get("/v1/orders/events", "?limit=0");
    get("/v1/orders/events", "?newer_than=nonsense");
    get("/v1/orders/events", "?colour=red");
    get("/v1/orders/created-history", "?limit=1001");
    get("/v1/orders/events/{item_id}", "nonsense");
    get("/v1/orders/{order_id}", "no-such-order");
    describes("post", "/v1/orders/events/ack", ack("{"));
    describes("post", "/v1/orders/events/ack", ack("{\"cursor\":\"nonsense\"}"));
    describes("post", "/v1/orders/events/ack", ack("\"" + "x".repeat(100_000) + "\""));
    for (String key : new String[] {"", "ow_nonsense"}) {
      Http stranger = system.partners().withToken(key);
      describes("get", "/v1/orders/events", stranger.get("/v1/orders/events"));
      describes("get", "/v1/orders/events/stream", stranger.get("/v1/orders/events/stream"));
    }
    describes(
        "get",
        "/v1/orders/events/stream",
        http.get("/v1/orders/events/stream?newer_than=nonsense"));
  }

  @Test
  void unchanged_pages_are_answered_304_as_described() {
    String tag = http.get("/v1/orders/events?limit=1").header("ETag");
    assertThat(tag).startsWith("W/\"");
    Answer answer = http.get("/v1/orders/events?limit=1", "If-None-Match", tag);
    assertThat(answer.status()).isEqualTo(304);
    describes("get", "/v1/orders/events", answer);
  }

  @Test
  void the_stream_s_items_are_those_of_the_pages() {
    try (EventStream stream = EventStream.open(http, "?since=2000-01-01T00:00:00Z")) {
      stream.awaitItems(4);
      stream
          .items()
          .forEach(frame -> partnerApi.assertValid("/components/schemas/Item", frame.data()));
    }
  }

  @Test
  void the_producer_api_answers_as_described() {
    String event = SampleEvents.created(ID + "-in", "ord-1", UUID.randomUUID());
    String invalid = event.replace("order.created", "order.exploded");
    events(event);
    events("[" + event + "," + invalid + "]");
    events("[" + invalid + "]");
    events(invalid);
    events("{");
    events("\"" + "x".repeat(5 << 20) + "\"");
    describesIngest(system.ingest().withToken("").post("/v1/events", event));
    describesIngest(system.ingest().withToken("ows_wrong").post("/v1/events", event));
    describesIngest(
        system
            .ingest()
            .send("POST", "/v1/events", BodyPublishers.ofString(event), "Content-Type", "text/x"));

    Answer lines =
        system
            .ingest()
            .send(
                "POST",
                "/v1/events",
                BodyPublishers.ofString(event + "\n" + invalid + "\n"),
                "Content-Type",
                "application/x-ndjson");
    describesIngest(lines);
    String[] each = lines.text().split("\n", -1);
    producerApi.assertValid("/components/schemas/LineResult", each[0]);
    producerApi.assertValid("/components/schemas/LineResult", each[1]);
    producerApi.assertValid("/components/schemas/StreamEnd", each[2]);
  }

  @Test
  void the_operator_api_answers_as_described() {
    String partners = "/admin/v1/partners";
    String one = partners + "/{partner_id}";
    Http operator = system.operator();
    String body = "{\"partner_id\":\"conformance-added\",\"name\":\"Added\"}";
    operator("post", partners, operator.post(partners, body));
    operator("post", partners, operator.post(partners, body));
    operator("post", partners, operator.post(partners, "{\"partner_id\":\"UPPER\"}"));
    operator("post", partners, operator.post(partners, "{"));
    operator("get", partners, operator.get(partners));
    operator("get", partners, operator.withToken("").get(partners));
    operator("get", partners, operator.withToken("owa_wrong").get(partners));
    String added = partners + "/conformance-added";
    operator("get", one, operator.get(added));
    operator("get", one, operator.get(partners + "/no-such-partner"));
    operator("post", one + "/suspend", operator.post(added + "/suspend", ""));
    operator("post", one + "/resume", operator.post(added + "/resume", ""));
    Answer rotated = operator.post(added + "/rotate-key", "{\"overlap_seconds\":60}");
    operator("post", one + "/rotate-key", rotated);
    operator(
        "post",
        one + "/rotate-key",
        operator.post(added + "/rotate-key", "{\"overlap_seconds\":-1}"));
    String keys = added + "/keys/";
    String keyId = rotated.json().path("key_id").asString();
    for (int twice = 0; twice < 2; twice++) {
      operator(
          "delete",
          one + "/keys/{key_id}",
          operator.send("DELETE", keys + keyId, BodyPublishers.noBody()));
    }
    for (String partner : List.of("conformance-added", ID, "no-such-partner")) {
      operator(
          "delete",
          one,
          operator.send("DELETE", partners + "/" + partner, BodyPublishers.noBody()));
    }
    operator("post", partners, operator.post(partners, body));
  }

  @Test
  void commands_on_histories_are_answered_as_described() {
    command("new-epoch", "{\"from\":5}");
    command("new-epoch", "{\"from\":0}");
    command("new-epoch", "{");
    String newEpoch = "/admin/v1/partners/{partner_id}/history/new-epoch";
    String unknown = newEpoch.replace("{partner_id}", "no-such-partner");
    operator("post", newEpoch, system.operator().post(unknown, "{\"from\":1}"));
    String forced = newEpoch.replace("{partner_id}", ID);
    operator("post", newEpoch, system.operator().withToken("").post(forced, "{\"from\":1}"));
    command("trim", "{\"before\":1}");
    command("trim", "{\"before\":0}");
    command("trim", "{\"before\":1000}");
    command("erase", "{\"order_id\":\"no-such-order\"}");
    command("erase", "{\"sequences\":[1000]}");
    command("erase", "{\"sequences\":[]}");
    command("erase", "[]");
    String body = "{\"from\":5,\"force\":true}";
    operator("post", newEpoch, system.operator().post(forced, body, "Idempotency-Key", "k1"));
  }

  private void command(String name, String body) {
    String path = "/admin/v1/partners/{partner_id}/history/" + name;
    operator("post", path, system.operator().post(path.replace("{partner_id}", ID), body));
  }

  @Test
  void each_service_shows_its_own_description() throws IOException {
    assertThat(bytes(system.ingest().withToken(""), "/openapi.yaml"))
        .isEqualTo(file("producer.yaml"));
    assertThat(bytes(system.partners(), "/openapi.yaml")).isEqualTo(file("partner.yaml"));
    assertThat(bytes(system.operator(), "/openapi.yaml")).isEqualTo(file("operator.yaml"));
  }

  private static String bytes(Http http, String path) throws IOException {
    HttpResponse<InputStream> response = http.open(path);
    try (InputStream in = response.body()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String file(String name) throws IOException {
    return java.nio.file.Files.readString(
        java.nio.file.Path.of(System.getProperty("orderwire.root"), "docs", "api", name));
  }

  /** GET with the last path segment or the query filled in. */
  private void get(String path, String rest) {
    String concrete = path.replaceAll("\\{.*", "") + rest;
    describes("get", path, http.get(concrete));
  }

  private Answer ack(String body) {
    return http.post("/v1/orders/events/ack", body);
  }

  private void events(String body) {
    describesIngest(system.ingest().post("/v1/events", body));
  }

  private void describesIngest(Answer answer) {
    producerApi.assertDescribes("post", "/v1/events", answer);
  }

  private void describes(String method, String path, Answer answer) {
    partnerApi.assertDescribes(method, path, answer);
  }

  private void operator(String method, String path, Answer answer) {
    operatorApi.assertDescribes(method, path, answer);
  }
}
