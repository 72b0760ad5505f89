package io.orderwire.delivery.app;

import static io.orderwire.delivery.app.WebhookPort.json;
import static io.orderwire.delivery.app.WebhookPort.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.http.RequestId;
import io.orderwire.delivery.webhook.Cause;
import io.orderwire.delivery.webhook.EndpointActions.Change;
import io.orderwire.delivery.webhook.FakeOperationLog;
import io.orderwire.delivery.webhook.Operation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Partners' endpoints on the operators' port, and web pages that manage them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookOperatorTest {
  private static final String TOKEN = "owa_0123456789abcdef0123456789abcdef";
  private static final String ENDPOINTS = "/admin/v1/partners/acme/webhooks/endpoints";

  private PartnerPort port;
  private WebhookPort acme;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    Path token = Files.writeString(directory.resolve("token"), "alice " + TOKEN + "\n");
    port =
        PartnerPort.start(
            "management.server.port=0",
            "orderwire.admin.token-file=" + token,
            "orderwire.delivery.cors-origins=https://shop.example");
    acme = new WebhookPort(port, "acme", port.partner("acme"));
  }

  @AfterAll
  void stop() {
    port.close();
  }

  private HttpResponse<String> ask(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.operatorPort() + path))
            .header("Authorization", "Bearer " + TOKEN)
            .method(method, BodyPublishers.ofString(body));
    return port.send(headers.length == 0 ? request : request.headers(headers));
  }

  @Test
  void the_operator_manages_a_partners_endpoints_as_the_partner_does() {
    HttpResponse<String> created = ask("POST", ENDPOINTS, "{\"url\":\"https://a/\"}");
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    String id = json(created).path("id").asString();
    assertThat(created.headers().firstValue("Location")).hasValue(ENDPOINTS + "/" + id);
    assertThat(json(created).path("secret").asString()).startsWith("whsec_");
    assertThat(acme.get("/" + id).body()).isEqualTo(ask("GET", ENDPOINTS + "/" + id, "").body());
    assertThat(
            ask("PATCH", ENDPOINTS + "/" + id, "{\"ed25519\":true}", "If-Match", "*").statusCode())
        .isEqualTo(200);
    assertThat(ask("GET", ENDPOINTS + "/" + id + "/attempts", "").statusCode()).isEqualTo(200);
    assertThat(ask("DELETE", ENDPOINTS + "/" + id, "").statusCode()).isEqualTo(204);
    assertThat(refusal(acme.get("/" + id))).isEqualTo("404 unknown_endpoint");
  }

  @Test
  void a_change_by_an_operator_is_recorded_by_name_with_the_requests_id() {
    acme.endpoints().clear();
    HttpResponse<String> created =
        ask("POST", ENDPOINTS, "{\"url\":\"https://a/\"}", RequestId.HEADER, "ticket-7");

    assertThat(created.headers().firstValue(RequestId.HEADER)).hasValue("ticket-7");
    assertThat(acme.endpoints().causes())
        .containsExactly(
            new Cause.Asked(Change.CREATED, new Author.Operator("alice", "ticket-7", "127.0.0.1")));
  }

  @Test
  void a_test_by_an_operator_is_recorded_by_name_with_the_requests_id() {
    FakeOperationLog log = port.part(FakeOperationLog.class);
    String id = acme.create(WebhookPort.URL);
    HttpResponse<String> tested =
        ask("POST", ENDPOINTS + "/" + id + "/test", "", RequestId.HEADER, "ticket-8");

    assertThat(tested.statusCode()).as(tested.body()).isEqualTo(200);
    assertThat(log.recorded())
        .containsExactly(
            new FakeOperationLog.Recorded(
                id, new Operation.Test(), new Author.Operator("alice", "ticket-8", "127.0.0.1")));
  }

  @Test
  void each_answer_to_the_operator_has_a_request_id() {
    HttpResponse<String> refused = ask("GET", ENDPOINTS + "/we_x", "");
    String requestId = refused.headers().firstValue(RequestId.HEADER).orElseThrow();

    assertThat(requestId).matches("[0-9a-f]{24}");
    assertThat(json(refused).path("instance").asString())
        .isEqualTo("urn:orderwire:request:" + requestId);
    assertThat(withoutToken().headers().firstValue(RequestId.HEADER)).isPresent();
  }

  @Test
  void an_unknown_partner_has_no_endpoints() {
    String path = ENDPOINTS.replace("acme", "nobody");
    assertThat(code(ask("GET", path, ""))).isEqualTo("404 not_found");
    assertThat(code(ask("POST", path, "{\"url\":\"https://a/\"}"))).isEqualTo("404 not_found");
    assertThat(code(ask("GET", ENDPOINTS + "/we_x", ""))).isEqualTo("404 unknown_endpoint");
    assertThat(ask("GET", path + "?colour=red", "").statusCode()).isEqualTo(404);
  }

  @Test
  void each_port_has_its_own_addresses() {
    assertThat(ask("GET", WebhookPort.ENDPOINTS, "").statusCode()).isEqualTo(404);
    assertThat(port.get(TOKEN, ENDPOINTS).statusCode()).isEqualTo(404);
  }

  @Test
  void web_pages_of_listed_origins_may_change_endpoints() {
    for (String method : new String[] {"PATCH", "DELETE"}) {
      HttpResponse<String> answer =
          port.send(
              port.request(WebhookPort.ENDPOINTS + "/we_x")
                  .header("Origin", "https://shop.example")
                  .header("Access-Control-Request-Method", method)
                  .header(
                      "Access-Control-Request-Headers", "if-match,idempotency-key,orderwire-otp")
                  .method("OPTIONS", BodyPublishers.noBody()));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Access-Control-Allow-Methods").orElse(""))
          .contains(method);
    }
  }

  /** Without the operator's token. */
  private HttpResponse<String> withoutToken() {
    return port.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.operatorPort() + ENDPOINTS)));
  }

  private static String code(HttpResponse<String> response) {
    return response.statusCode() + " " + json(response).path("code").asString();
  }
}
