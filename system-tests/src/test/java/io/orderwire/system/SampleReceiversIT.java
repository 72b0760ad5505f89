package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The sample receivers of the guide for webhooks, against the real sender: they answer the
 * handshake, keep everything once, miss nothing while they are dead, and pass over a replay.
 */
class SampleReceiversIT {
  private static final String ENDPOINTS = "/v1/webhooks/endpoints";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final LocalSystem system = LocalSystem.shared();
  @TempDir private Path directory;

  @Test
  void java_with_the_library_of_maven_central() throws Exception {
    try (SampleReceiver receiver = SampleReceiver.java(directory)) {
      check("receiver-java", receiver);
    }
  }

  @Test
  void javascript_with_the_package_of_npm() throws Exception {
    try (SampleReceiver receiver = SampleReceiver.javaScript(directory)) {
      check("receiver-js", receiver);
    }
  }

  private void check(String partnerId, SampleReceiver receiver) throws Exception {
    Http api = system.partners().withToken(system.newKey(partnerId));
    JsonNode made = ok(api.post(ENDPOINTS, "{\"url\":\"%s\"}".formatted(receiver.url())));
    String endpoint = ENDPOINTS + "/" + made.path("id").asString();
    String secret = made.path("secret").asString();

    receiver.start(secret);
    await()
        .atMost(PATIENCE)
        .until(() -> ok(api.get(endpoint)).path("state").asString().equals("active"));
    post(partnerId, 1, 3);
    receiver.awaitItems(3);
    receiver.kill();
    post(partnerId, 4, 6);
    receiver.start(secret);
    receiver.awaitItems(6);
    ok(api.post(endpoint + "/replay", "{\"from\":\"beginning\",\"requests_per_second\":100}"));
    await().atMost(PATIENCE).until(() -> api.get(endpoint + "/replay").status() == 404);

    List<Item> history = new PartnerApi(api).forwards(100);
    assertThat(receiver.items())
        .containsExactlyInAnyOrderElementsOf(history.stream().map(Item::id).toList());
    assertThat(receiver.shown()).containsExactlyElementsOf(Histories.sequences(6));
    for (Item item : history) {
      assertThat(receiver.item(item.id())).endsWith("\"data\":" + item.raw() + "}");
    }
  }

  private static JsonNode ok(Answer answer) {
    assertThat(answer.status() / 100).as(answer.text()).isEqualTo(2);
    return answer.json();
  }

  private void post(String partnerId, int from, int to) {
    IntStream.rangeClosed(from, to)
        .mapToObj(n -> SampleEvents.created(partnerId, "ord-" + n, UUID.randomUUID()))
        .forEach(event -> SampleEvents.post(system, event));
  }
}
