package io.orderwire.delivery.app;

import static io.orderwire.delivery.app.WebhookPort.URL;
import static io.orderwire.delivery.app.WebhookPort.json;
import static io.orderwire.delivery.app.WebhookPort.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.partner.Scope;
import io.orderwire.delivery.webhook.Endpoints.Written;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused of endpoints on the partners' port. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookRefusalsTest {
  private PartnerPort port;
  private WebhookPort acme;
  private WebhookPort other;
  private WebhookPort reader;

  @BeforeAll
  void start() {
    port = PartnerPort.start();
    acme = new WebhookPort(port, "acme", port.partner("acme"));
    other = new WebhookPort(port, "other", port.partner("other"));
    reader = new WebhookPort(port, "reader", port.partner("reader", Scope.READ));
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|url",
        "{\"url\":7}|url",
        "{\"url\":\"https://a.example/\",\"colour\":\"red\"}|colour",
        "{\"url\":\"https://a.example/\",\"description\":\"\"}|description",
        "{\"url\":\"https://a.example/\",\"types\":[]}|types",
        "{\"url\":\"https://a.example/\",\"types\":[\"erased\"]}|types",
        "{\"url\":\"https://a.example/\",\"types\":\"order.created\"}|types",
        "{\"url\":\"https://a.example/\",\"types\":[\"order.created\",\"order.created\"]}|types",
        "{\"url\":\"https://a.example/\",\"order\":\"random\"}|order",
        "{\"url\":\"https://a.example/\",\"format\":true}|format",
        "{\"url\":\"https://a.example/\",\"batch\":5}|batch",
        "{\"url\":\"https://a.example/\",\"batch\":{\"max_items\":1}}|batch.max_items",
        "{\"url\":\"https://a.example/\",\"batch\":{\"items\":5}}|batch.items",
        "{\"url\":\"https://a.example/\",\"batch\":{},\"order\":\"order\"}|batch",
        "{\"url\":\"https://a.example/\",\"batch\":{},\"format\":\"trigger\"}|batch",
        "{\"url\":\"https://a.example/\",\"batch\":{},\"format\":\"cloudevents_binary\"}|batch",
        "{\"url\":\"https://a.example/\",\"limits\":{\"max_in_flight\":0}}|limits.max_in_flight",
        "{\"url\":\"https://a.example/\",\"limits\":{\"timeout_seconds\":31}}|limits.timeout_seconds",
        "{\"url\":\"https://a.example/\",\"limits\":{\"timeout_seconds\":1.5}}|limits.timeout_seconds",
        "{\"url\":\"https://a.example/\",\"limits\":{\"max_body_bytes\":1048577}}|limits.max_body_bytes",
        "{\"url\":\"https://a.example/\",\"limits\":{\"requests_per_second\":0}}|limits.requests_per_second",
        "{\"url\":\"https://a.example/\",\"limits\":{\"trigger_above_lag\":99}}|limits.trigger_above_lag",
        "{\"url\":\"https://a.example/\",\"on_exhausted\":\"park\"}|on_exhausted",
        "{\"url\":\"https://a.example/\",\"handshake\":\"none\"}|handshake",
        "{\"url\":\"https://a.example/\",\"ed25519\":\"yes\"}|ed25519",
        "{\"url\":\"https://a.example/\",\"start\":0}|start"
      })
  void what_makes_no_sense_is_refused_by_its_name(String body, String parameter) {
    assertThat(refusal(acme.post("", body))).isEqualTo("400 invalid_parameter " + parameter);
    assertThat(acme.endpoints().all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{", "{} {}", "{\"url\":\"https://a/\",\"url\":\"https://b/\"}"})
  void what_is_no_json_object_is_refused(String body) {
    assertThat(refusal(acme.post("", body))).isEqualTo("400 invalid_json");
  }

  @Test
  void other_refusals_of_a_new_endpoint() {
    assertThat(refusal(acme.post("", URL.replace("https", "gopher"))))
        .isEqualTo("400 invalid_url url");
    assertThat(refusal(acme.post("", "\"" + "x".repeat(16_383) + "\""))).isEqualTo("413 too_large");
    assertThat(refusal(acme.post("?colour=red", URL))).isEqualTo("400 invalid_parameter colour");
    HttpResponse<String> form =
        port.send(
            port.request("/v1/webhooks/endpoints")
                .header("Authorization", "Bearer " + port.partner("forms"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("url=x")));
    assertThat(refusal(form)).isEqualTo("415 unsupported_media_type");
  }

  @Test
  void another_partners_endpoint_is_none() {
    String id = acme.create(URL);
    assertThat(refusal(other.get("/" + id))).isEqualTo("404 unknown_endpoint");
    assertThat(refusal(other.send("PATCH", "/" + id, "{}", "If-Match", "*")))
        .isEqualTo("404 unknown_endpoint");
    assertThat(refusal(other.send("DELETE", "/" + id, ""))).isEqualTo("404 unknown_endpoint");
    for (String action : new String[] {"pause", "resume", "test", "rotate-secret"}) {
      assertThat(refusal(other.post("/" + id + "/" + action, "")))
          .isEqualTo("404 unknown_endpoint");
    }
    for (String part : new String[] {"attempts", "parked", "stats", "replay"}) {
      assertThat(refusal(other.get("/" + id + "/" + part))).isEqualTo("404 unknown_endpoint");
    }
    assertThat(json(other.get("")).path("endpoints").size()).isZero();
    assertThat(acme.stored(id).version()).isEqualTo(1);
  }

  @Test
  void a_key_without_the_scope_manage_sees_nothing() {
    assertThat(refusal(reader.get(""))).isEqualTo("403 insufficient_scope");
    assertThat(refusal(reader.post("", URL))).isEqualTo("403 insufficient_scope");
    assertThat(refusal(reader.get("/we_x/attempts"))).isEqualTo("403 insufficient_scope");
    assertThat(refusal(reader.send("DELETE", "/we_x", ""))).isEqualTo("403 insufficient_scope");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"state\":\"active\"}|400 invalid_parameter state",
        "{\"start\":\"now\"}|400 invalid_parameter start",
        "{\"url\":null}|400 invalid_parameter url",
        "{\"url\":\"ftp://a/\"}|400 invalid_url url",
        "{\"limits\":{\"colour\":1}}|400 invalid_parameter limits.colour",
        "{\"limits\":[]}|400 invalid_parameter limits",
        "{\"on_exhausted\":\"park\"}|400 invalid_parameter on_exhausted",
        "[]|400 invalid_json"
      })
  void a_patch_that_makes_no_sense_is_refused(String patch, String refusal) {
    String id = acme.create(URL);
    assertThat(refusal(acme.send("PATCH", "/" + id, patch, "If-Match", "*"))).isEqualTo(refusal);
    assertThat(acme.stored(id).version()).isEqualTo(1);
  }

  @Test
  void where_nothing_can_be_written_it_is_said() {
    String id = acme.create(URL);
    acme.endpoints().refuse(Optional.of(new Written.NotOwner()));
    HttpResponse<String> notOwner = acme.post("", URL);
    assertThat(refusal(notOwner)).isEqualTo("503 no_owner");
    assertThat(notOwner.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(refusal(acme.send("DELETE", "/" + id, ""))).isEqualTo("503 no_owner");
    acme.endpoints().refuse(Optional.of(new Written.Unavailable()));
    HttpResponse<String> away = acme.post("/" + id + "/rotate-secret", "");
    assertThat(refusal(away)).isEqualTo("503 broker_unavailable");
    assertThat(away.headers().firstValue("Retry-After")).hasValue("1");
    acme.endpoints().refuse(Optional.of(new Written.TooMany()));
    assertThat(refusal(acme.post("", URL))).isEqualTo("409 too_many_endpoints");
    acme.endpoints().complete(false);
    assertThat(refusal(acme.get("/" + id))).isEqualTo("503 not_caught_up");
  }
}
