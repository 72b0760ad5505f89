package io.orderwire.delivery.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.http.RequestId;
import io.orderwire.delivery.webhook.Endpoint;
import io.orderwire.delivery.webhook.FakeEndpoints;
import io.orderwire.delivery.webhook.Status;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Webhook endpoints of one partner, as a client of the partners' port sees them. */
final class WebhookPort {
  static final String ENDPOINTS = "/v1/webhooks/endpoints";
  static final String URL = "{\"url\":\"https://a.example/hook?k=s3cret\"}";

  private final PartnerPort port;
  private final String partnerId;
  private final String key;

  WebhookPort(PartnerPort port, String partnerId, String key) {
    this.port = port;
    this.partnerId = partnerId;
    this.key = key;
  }

  HttpResponse<String> get(String path) {
    return port.get(key, ENDPOINTS + path);
  }

  HttpResponse<String> send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        port.request(ENDPOINTS + path)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    return port.send(headers.length == 0 ? request : request.headers(headers));
  }

  HttpResponse<String> post(String path, String body, String... headers) {
    return send("POST", path, body, headers);
  }

  /** Makes an endpoint; gives its id. */
  String create(String body) {
    HttpResponse<String> created = post("", body);
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    return json(created).path("id").asString();
  }

  /** Makes an endpoint that has done its handshake. */
  String active(String body) {
    String id = create(body);
    become(id, Status.of(Status.State.ACTIVE, Instant.EPOCH));
    return id;
  }

  /** Gives an endpoint another status, as the loops do. */
  void become(String id, Status status) {
    endpoints().put(stored(id).with(status, Instant.EPOCH));
  }

  Endpoint stored(String id) {
    return endpoints().find(partnerId, id).orElseThrow();
  }

  FakeEndpoints endpoints() {
    return port.part(FakeEndpoints.class);
  }

  String state(String id) {
    return json(get("/" + id)).path("state").asString();
  }

  static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  /** The status and the code of a refusal, and the parameter that it names. */
  static String refusal(HttpResponse<String> response) {
    assertThat(response.headers().firstValue("Content-Type"))
        .as(response.body())
        .hasValue("application/problem+json");
    assertThat(response.headers().firstValue(RequestId.HEADER)).isPresent();
    JsonNode problem = json(response);
    String parameter = problem.path("parameter").asString("");
    return (response.statusCode() + " " + problem.path("code").asString() + " " + parameter)
        .strip();
  }
}
