package io.orderwire.delivery.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.delivery.audit.Author;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.http.RequestId;
import io.orderwire.delivery.webhook.Cause;
import io.orderwire.delivery.webhook.EndpointActions.Change;
import io.orderwire.delivery.webhook.FakeOperationLog;
import io.orderwire.delivery.webhook.FakeOperationLog.Recorded;
import io.orderwire.delivery.webhook.Operation;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is recorded of changes that a partner asks for. */
class WebhookCausesTest extends OneEndpoint {
  private int requests;

  @BeforeEach
  void forget() {
    acme.endpoints().causes().clear();
    operations().recorded().clear();
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
    assertThat(acme.endpoints().causes())
        .isEqualTo(
            IntStream.range(0, changes.length)
                .mapToObj(number -> new Cause.Asked(changes[number], author("request-" + number)))
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

    assertRecorded();
  }

  @Test
  void what_is_done_with_an_endpoint_and_leaves_it_as_it_is_is_recorded_likewise() {
    String one = "/" + id;
    String items = "{\"items\":[\"" + PartnerPort.id("acme", 5) + "\"]}";
    assertThat(ask("POST", one + "/test", "")).isEqualTo(200);
    assertThat(ask("POST", one + "/parked/retry", items)).isEqualTo(200);
    assertThat(ask("POST", one + "/parked/retry", "")).isEqualTo(200);

    assertRecorded();
    assertThat(operations().recorded())
        .containsExactly(
            new Recorded(id, new Operation.Test(), author("request-0")),
            new Recorded(
                id,
                new Operation.RetryParked(Optional.of(Set.of(new Position(0, 5)))),
                author("request-1")),
            new Recorded(id, new Operation.RetryParked(Optional.empty()), author("request-2")));
  }

  @Test
  void what_is_refused_is_not_recorded() {
    String one = "/" + id;
    assertThat(ask("POST", one + "/test", "{\"a\":1}")).isEqualTo(400);
    assertThat(ask("POST", "/we_x/test", "")).isEqualTo(404);
    assertThat(ask("POST", one + "/parked/retry", "{\"items\":[\"x\"]}")).isEqualTo(400);
    progress().owner(false);
    assertThat(ask("POST", one + "/parked/retry", "")).isEqualTo(503);

    assertThat(operations().recorded()).isEmpty();
  }

  private FakeOperationLog operations() {
    return port.part(FakeOperationLog.class);
  }

  private Author author(String requestId) {
    return new Author.PartnerKey(keyId(), requestId, "127.0.0.1");
  }

  private String keyId() {
    return port.partners().find("acme").orElseThrow().keys().getFirst().keyId();
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
