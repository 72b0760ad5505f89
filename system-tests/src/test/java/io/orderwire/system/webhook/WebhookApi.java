package io.orderwire.system.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.system.Answer;
import io.orderwire.system.Http;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A partner's management of its endpoints. Safe for use by many threads. */
final class WebhookApi {
  private static final String ENDPOINTS = "/v1/webhooks/endpoints";

  private final Http http;

  WebhookApi(Http http) {
    this.http = http;
  }

  /**
   * An endpoint that was created.
   *
   * @param secret the secret that requests are signed with
   */
  record Created(String id, String secret) {}

  /** Creates an endpoint at an inbox, which trusts its secret, and waits until it is active. */
  Created active(Inbox inbox, String more) {
    Answer answer = create(inbox.url(), more);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    Created created =
        new Created(answer.json().path("id").asString(), answer.json().path("secret").asString());
    inbox.trust(created.secret());
    awaitState(created.id(), "active");
    return created;
  }

  /** Asks for an endpoint; {@code more} are members of the body, as JSON, or empty. */
  Answer create(String url, String more) {
    return http.post(
        ENDPOINTS, "{\"url\":\"%s\"%s}".formatted(url, more.isEmpty() ? "" : "," + more));
  }

  /** The endpoint now. */
  JsonNode get(String id) {
    Answer answer = http.get(ENDPOINTS + "/" + id);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  /** Whatever the API says. */
  Answer read(String id, String what) {
    return http.get(ENDPOINTS + "/" + id + what);
  }

  /** Waits, at most two minutes, until the endpoint is in a state. */
  void awaitState(String id, String state) {
    await(id + " is " + state)
        .atMost(Duration.ofMinutes(2))
        .until(() -> get(id).path("state").asString().equals(state));
  }

  /** An action of the endpoint, which must succeed. */
  JsonNode post(String id, String action, String json) {
    Answer answer = http.post(ENDPOINTS + "/" + id + "/" + action, json);
    assertThat(answer.status() / 100).as("%s: %s", action, answer.text()).isEqualTo(2);
    return answer.body().length == 0 ? MissingNode.getInstance() : answer.json();
  }

  /** Deletes the endpoint as it is now. */
  void delete(String id) {
    String etag = http.get(ENDPOINTS + "/" + id).header("ETag");
    Answer answer =
        http.send("DELETE", ENDPOINTS + "/" + id, BodyPublishers.noBody(), "If-Match", etag);
    assertThat(answer.status()).as(answer.text()).isEqualTo(204);
  }
}
