package io.orderwire.delivery.app;

import static io.orderwire.delivery.app.WebhookPort.URL;
import static io.orderwire.delivery.app.WebhookPort.json;
import static io.orderwire.delivery.app.WebhookPort.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.partner.Scope;
import io.orderwire.delivery.webhook.FakeFactorVault;
import io.orderwire.delivery.webhook.FakeSecondFactors;
import io.orderwire.delivery.webhook.factor.SecondFactor;
import io.orderwire.delivery.webhook.factor.SecondFactors.Answer;
import io.orderwire.delivery.webhook.factor.Totp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Second factors on both ports, and what they guard; each test has a partner of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecondFactorTest {
  private static final String TOKEN = "owa_0123456789abcdef0123456789abcdef";
  private static final String PATH = "/v1/second-factor";
  private static final String OTHER_URL = "{\"url\":\"https://b.example/\"}";

  private PartnerPort port;
  private int partners;
  private String partner = "";
  private String key = "";
  private WebhookPort endpoints;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    Path token = Files.writeString(directory.resolve("token"), TOKEN);
    port = PartnerPort.start("management.server.port=0", "orderwire.admin.token-file=" + token);
  }

  @AfterAll
  void stop() {
    port.close();
  }

  @BeforeEach
  void newPartner() {
    partner = "p" + ++partners;
    key = port.partner(partner);
    endpoints = new WebhookPort(port, partner, key);
  }

  @AfterEach
  void mend() {
    factors().refuse(Optional.empty());
    factors().complete(true);
  }

  private FakeSecondFactors factors() {
    return port.part(FakeSecondFactors.class);
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        port.request(PATH + path)
            .header("Authorization", "Bearer " + key)
            .method(method, BodyPublishers.ofString(body));
    return port.send(headers.length == 0 ? request : request.headers(headers));
  }

  private HttpResponse<String> operator(String method, String of) {
    return port.send(
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:"
                        + port.operatorPort()
                        + "/admin/v1/partners/"
                        + of
                        + "/second-factor"))
            .header("Authorization", "Bearer " + TOKEN)
            .method(method, BodyPublishers.noBody()));
  }

  /** The code of now, which is right for half a minute at least. */
  private String code() {
    return code(0);
  }

  /** The code after that, which is right already. */
  private String nextCode() {
    return code(1);
  }

  private String code(int off) {
    byte[] secret = new FakeFactorVault().open(partner, sealed()).orElseThrow();
    return Totp.code(secret, Totp.step(Instant.now()) + off);
  }

  private byte[] sealed() {
    return factors().find(partner).orElseThrow().sealed();
  }

  /** Lets used codes count again. */
  private void forgetCodes() {
    factors().put(SecondFactor.of(partner, sealed(), SecondFactor.State.ACTIVE, Instant.EPOCH));
  }

  private String refusalOf(HttpResponse<String> response) {
    return response.statusCode() + " " + json(response).path("code").asString();
  }

  @Test
  void the_operator_enrols_shows_and_removes() {
    HttpResponse<String> made = operator("POST", partner);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(made.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(json(made).path("state").asString()).isEqualTo("active");
    String secret = json(made).path("secret").asString();
    assertThat(secret).matches("[A-Z2-7]{32}");
    assertThat(json(made).path("otpauth_uri").asString())
        .startsWith("otpauth://totp/Orderwire:" + partner + "?secret=" + secret + "&issuer=");
    assertThat(refusalOf(operator("POST", partner))).isEqualTo("409 conflict");
    for (String shown :
        new String[] {operator("GET", partner).body(), send("GET", "", "").body()}) {
      assertThat(shown).contains("\"state\":\"active\"", "\"created_at\"").doesNotContain("secret");
    }
    assertThat(operator("DELETE", partner).statusCode()).isEqualTo(204);
    assertThat(refusalOf(operator("GET", partner))).isEqualTo("404 not_found");
    assertThat(refusalOf(operator("DELETE", partner))).isEqualTo("404 not_found");
    assertThat(refusalOf(operator("POST", "nobody"))).isEqualTo("404 not_found");
    assertThat(endpoints.post("", URL).statusCode()).isEqualTo(201);
  }

  @Test
  void a_partner_begins_confirms_and_removes() {
    assertThat(refusal(send("GET", "", ""))).isEqualTo("404 not_found");
    assertThat(refusal(send("POST", "/confirm", "{\"code\":\"123456\"}")))
        .isEqualTo("409 conflict");
    HttpResponse<String> first = send("POST", "", "");
    assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    assertThat(json(first).path("state").asString()).isEqualTo("pending");
    HttpResponse<String> second = send("POST", "", "");
    assertThat(json(second).path("secret")).isNotEqualTo(json(first).path("secret"));
    assertThat(endpoints.post("", URL).statusCode()).isEqualTo(201);

    assertThat(refusal(send("POST", "/confirm", "{\"code\":\"12345\"}")))
        .isEqualTo("403 second_factor_invalid");
    HttpResponse<String> confirmed = send("POST", "/confirm", "{\"code\":\"" + code() + "\"}");
    assertThat(confirmed.statusCode()).as(confirmed.body()).isEqualTo(200);
    assertThat(json(confirmed).path("state").asString()).isEqualTo("active");
    assertThat(refusal(send("POST", "/confirm", "{\"code\":\"" + nextCode() + "\"}")))
        .isEqualTo("409 conflict");
    assertThat(refusal(send("POST", "", ""))).isEqualTo("409 conflict");

    assertThat(refusal(send("DELETE", "", ""))).isEqualTo("403 second_factor_required");
    assertThat(send("DELETE", "", "", "Orderwire-Otp", nextCode()).statusCode()).isEqualTo(204);
    assertThat(refusal(send("GET", "", ""))).isEqualTo("404 not_found");
    assertThat(refusal(send("DELETE", "", ""))).isEqualTo("404 not_found");
  }

  @Test
  void a_pending_factor_is_removed_without_a_code() {
    send("POST", "", "");
    assertThat(send("DELETE", "", "").statusCode()).isEqualTo(204);
  }

  @Test
  void where_webhooks_go_is_guarded() {
    String id = endpoints.create(URL);
    operator("POST", partner);
    assertThat(refusal(endpoints.post("", URL))).isEqualTo("403 second_factor_required");
    assertThat(refusal(endpoints.send("PATCH", "/" + id, OTHER_URL, "If-Match", "*")))
        .isEqualTo("403 second_factor_required");
    assertThat(refusal(endpoints.post("/" + id + "/rotate-secret", "")))
        .isEqualTo("403 second_factor_required");
    assertThat(endpoints.stored(id).version()).isEqualTo(1);

    assertThat(endpoints.post("", URL, "Orderwire-Otp", code()).statusCode()).isEqualTo(201);
    forgetCodes();
    String code = code();
    HttpResponse<String> moved =
        endpoints.send("PATCH", "/" + id, OTHER_URL, "If-Match", "*", "Orderwire-Otp", code);
    assertThat(moved.statusCode()).as(moved.body()).isEqualTo(200);
    assertThat(refusal(endpoints.post("/" + id + "/rotate-secret", "", "Orderwire-Otp", code)))
        .isEqualTo("403 second_factor_invalid");
    HttpResponse<String> rotated =
        endpoints.post("/" + id + "/rotate-secret", "", "Orderwire-Otp", nextCode());
    assertThat(rotated.statusCode()).as(rotated.body()).isEqualTo(200);
  }

  @Test
  void all_else_needs_no_code() {
    String id = endpoints.create(URL);
    operator("POST", partner);
    for (String patch : new String[] {"{\"ed25519\":true}", URL}) {
      assertThat(endpoints.send("PATCH", "/" + id, patch, "If-Match", "*").statusCode())
          .isEqualTo(200);
    }
    assertThat(endpoints.get("/" + id).statusCode()).isEqualTo(200);
    assertThat(endpoints.send("DELETE", "/" + id, "").statusCode()).isEqualTo(204);
  }

  @Test
  void the_operator_needs_no_code() {
    operator("POST", partner);
    HttpResponse<String> made =
        port.send(
            HttpRequest.newBuilder(
                    URI.create(
                        "http://127.0.0.1:"
                            + port.operatorPort()
                            + "/admin/v1/partners/"
                            + partner
                            + "/webhooks/endpoints"))
                .header("Authorization", "Bearer " + TOKEN)
                .POST(BodyPublishers.ofString(URL)));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
  }

  @Test
  void what_is_refused_for_another_reason_costs_no_code() {
    String id = endpoints.create(URL);
    operator("POST", partner);
    String[] code = {"Orderwire-Otp", code()};
    assertThat(refusal(endpoints.post("", "{\"url\":7}", code)))
        .isEqualTo("400 invalid_parameter url");
    assertThat(refusal(endpoints.post("", "{\"url\":\"https://a/\",\"start\":\"x\"}", code)))
        .startsWith("400 ");
    assertThat(
            refusal(
                endpoints.send(
                    "PATCH", "/" + id, OTHER_URL, "If-Match", "\"9\"", code[0], code[1])))
        .isEqualTo("412 version_mismatch");
    assertThat(refusal(endpoints.post("/we_x/rotate-secret", "", code)))
        .isEqualTo("404 unknown_endpoint");
    assertThat(endpoints.post("", URL, code).statusCode()).isEqualTo(201);
  }

  @Test
  void a_repeat_of_a_creation_needs_no_fresh_code() {
    operator("POST", partner);
    String code = code();
    HttpResponse<String> made =
        endpoints.post("", URL, "Idempotency-Key", "k", "Orderwire-Otp", code);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    for (String[] headers :
        new String[][] {
          {"Idempotency-Key", "k"}, {"Idempotency-Key", "k", "Orderwire-Otp", code}
        }) {
      HttpResponse<String> again = endpoints.post("", URL, headers);
      assertThat(again.statusCode()).isEqualTo(200);
      assertThat(json(again).path("id")).isEqualTo(json(made).path("id"));
    }
  }

  @Test
  void a_change_that_is_tried_again_costs_one_code() {
    String id = endpoints.create(URL);
    operator("POST", partner);
    endpoints
        .endpoints()
        .beforeNextWrite(() -> endpoints.become(id, endpoints.stored(id).status()));
    assertThat(
            endpoints.post("/" + id + "/rotate-secret", "", "Orderwire-Otp", code()).statusCode())
        .isEqualTo(200);
    assertThat(endpoints.stored(id).version()).isEqualTo(3);
  }

  @Test
  void wrong_codes_lock_and_say_for_how_long() {
    operator("POST", partner);
    for (String wrong : new String[] {"", "1", "12 3456", "ab", "1234567"}) {
      assertThat(refusal(endpoints.post("", URL, "Orderwire-Otp", wrong)))
          .isEqualTo("403 second_factor_invalid");
    }
    HttpResponse<String> locked = endpoints.post("", URL, "Orderwire-Otp", code());
    assertThat(refusal(locked)).isEqualTo("429 second_factor_locked");
    assertThat(Integer.parseInt(locked.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(1, 300);
    assertThat(refusal(send("DELETE", "", "", "Orderwire-Otp", code())))
        .isEqualTo("429 second_factor_locked");
    assertThat(operator("DELETE", partner).statusCode()).isEqualTo(204);
    assertThat(endpoints.post("", URL).statusCode()).isEqualTo(201);
  }

  @Test
  void where_nothing_can_be_decided_it_is_said() {
    factors().refuse(Optional.of(new Answer.NotOwner<>()));
    assertThat(refusal(endpoints.post("", URL))).isEqualTo("503 no_owner");
    assertThat(refusal(send("POST", "", ""))).isEqualTo("503 no_owner");
    factors().refuse(Optional.of(new Answer.Unavailable<>()));
    HttpResponse<String> away = endpoints.post("", URL);
    assertThat(refusal(away)).isEqualTo("503 broker_unavailable");
    assertThat(away.headers().firstValue("Retry-After")).hasValue("1");
    factors().complete(false);
    assertThat(refusal(send("GET", "", ""))).isEqualTo("503 not_caught_up");
  }

  @Test
  void what_makes_no_sense_is_refused() {
    assertThat(refusal(send("POST", "", "{\"secret\":\"mine\"}")))
        .isEqualTo("400 invalid_parameter secret");
    assertThat(refusal(send("POST", "/confirm", ""))).isEqualTo("400 invalid_json");
    assertThat(refusal(send("POST", "/confirm", "{}"))).isEqualTo("400 invalid_parameter code");
    assertThat(refusal(send("POST", "/confirm", "{\"code\":123456}")))
        .isEqualTo("400 invalid_parameter code");
    assertThat(refusal(send("GET", "?colour=red", ""))).isEqualTo("400 invalid_parameter colour");
    key = port.partner(partner + "-reader", Scope.READ);
    assertThat(refusal(send("GET", "", ""))).isEqualTo("403 insufficient_scope");
    assertThat(refusal(send("POST", "", ""))).isEqualTo("403 insufficient_scope");
    key = "ow_nonsense";
    assertThat(refusal(send("GET", "", ""))).isEqualTo("401 invalid_key");
  }

  @Test
  void where_all_need_one_the_operator_makes_it() {
    try (PartnerPort strict = PartnerPort.start("orderwire.webhooks.second-factor=required")) {
      WebhookPort acme = new WebhookPort(strict, "acme", strict.partner("acme"));
      HttpResponse<String> refused = acme.post("", URL, "Orderwire-Otp", "123456");
      assertThat(refusal(refused)).isEqualTo("403 second_factor_required");
      assertThat(json(refused).path("detail").asString()).contains("let the operator make");
      assertThat(acme.endpoints().of("acme")).isEmpty();
    }
  }
}
