package io.orderwire.delivery.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.http.RequestId;
import io.orderwire.delivery.webhook.Cause;
import io.orderwire.delivery.webhook.EndpointActions.Change;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is recorded of changes that a partner asks for. */
class WebhookCausesTest extends OneEndpoint {
  private int requests;

  @BeforeEach
  void forget() {
    acme.endpoints().causes().clear();
    requests = 0;
  }

  private int ask(String method, String path, String body, String... more) {
    String[] headers = new String[more.length + 2];
    headers[0] = RequestId.HEADER;
    headers[1] = "request-" + requests++;
    System.arraycopy(more, 0, headers, 2, more.length);
    return acme.send(method, path, body, headers).statusCode();
  }

  private void assertRecorded(Change... changes) {
    String keyId = port.partners().find("acme").orElseThrow().keys().getFirst().keyId();
    assertThat(acme.endpoints().causes())
        .isEqualTo(
            IntStream.range(0, changes.length)
                .mapToObj(
                    number ->
                        new Cause.Asked(
                            changes[number], Optional.of(keyId), "request-" + number, "127.0.0.1"))
                .toList());
  }

  @Test
  void each_change_has_its_name_the_key_the_request_and_the_address() {
    String one = "/" + id;
    assertThat(ask("POST", "", "{\"url\":\"https://b.example/\"}")).isEqualTo(201);
    assertThat(ask("PATCH", one, "{\"ed25519\":true}", "If-Match", "*")).isEqualTo(200);
    assertThat(ask("POST", one + "/replay", "{\"from\":\"beginning\"}")).isEqualTo(202);
    assertThat(ask("DELETE", one + "/replay", "")).isEqualTo(204);
    assertThat(ask("POST", one + "/rotate-secret", "")).isEqualTo(200);
    assertThat(ask("POST", one + "/pause", "")).isEqualTo(200);
    assertThat(ask("POST", one + "/resume", "")).isEqualTo(200);
    assertThat(ask("DELETE", one, "")).isEqualTo(204);

    assertRecorded(
        Change.CREATED,
        Change.UPDATED,
        Change.REPLAY_STARTED,
        Change.REPLAY_CANCELLED,
        Change.SECRET_ROTATED,
        Change.PAUSED,
        Change.RESUMED,
        Change.DELETED);
  }

  @Test
  void what_changes_nothing_is_not_recorded() {
    String one = "/" + id;
    assertThat(ask("PATCH", one, "{\"ed25519\":false}", "If-Match", "*")).isEqualTo(200);
    assertThat(ask("POST", one + "/resume", "")).isEqualTo(200);
    assertThat(ask("POST", one + "/pause", "", "If-Match", "\"77\"")).isEqualTo(412);
    assertThat(ask("POST", "", "{\"url\":\"http://plain.example/\"}")).isEqualTo(400);
    assertThat(ask("POST", one + "/test", "")).isEqualTo(200);

    assertRecorded();
  }

  @Test
  void headers_that_name_another_address_are_not_believed() {
    assertThat(
            ask(
                "POST",
                "/" + id + "/pause",
                "",
                "X-Forwarded-For",
                "192.0.2.1",
                "Forwarded",
                "for=192.0.2.1"))
        .isEqualTo(200);

    assertRecorded(Change.PAUSED);
  }
}
