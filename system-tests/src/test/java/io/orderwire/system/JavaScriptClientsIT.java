package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Stream clients that nobody here wrote go on after the adapter was killed, by themselves. Needs
 * Node.js and, for the browser, a Chromium at {@code /usr/bin/chromium} or where the environment
 * variable {@code ORDERWIRE_CHROMIUM} says; where that is set, the test must run.
 */
class JavaScriptClientsIT {
  private final LocalSystem system = LocalSystem.shared();

  @Test
  void eventsource_from_npm_resumes_over_a_restart_of_the_adapter() {
    String id = "eventsource-client";
    String key = system.newKey(id);
    String url = system.partners().base() + "/v1/orders/events/stream?since=1970-01-01T00:00:00Z";
    try (NodeScript client = NodeScript.start("follow.mjs", url, key)) {
      checkResumption(id, key, client);
    }
  }

  @Test
  void a_browser_s_eventsource_resumes_over_a_restart_of_the_adapter() {
    String given = System.getenv("ORDERWIRE_CHROMIUM");
    Path chromium = Path.of(given == null ? "/usr/bin/chromium" : given);
    assumeTrue(given != null || Files.isExecutable(chromium), "there is no Chromium here");
    String id = "browser-client";
    String key = system.newKey(id);
    Answer token = system.partners().withToken(key).post("/v1/stream-tokens", "");
    assertThat(token.status()).as(token.text()).isEqualTo(201);
    String stream =
        "/v1/orders/events/stream?since=1970-01-01T00:00:00Z&token="
            + token.json().path("token").asString();
    try (NodeScript client =
        NodeScript.start("browser.mjs", chromium.toString(), system.partners().base(), stream)) {
      checkResumption(id, key, client);
    }
  }

  private void checkResumption(String partnerId, String key, NodeScript client) {
    post(partnerId, "before", 5);
    client.awaitLines("id", 5);
    system.adapter().kill();
    post(partnerId, "during", 5);
    system.adapter().start().awaitReady();
    client.awaitLines("id", 10);
    post(partnerId, "after", 5);
    client.awaitLines("id", 15);

    List<Item> history = new PartnerApi(system.partners().withToken(key)).forwards(100);
    List<JsonNode> seen = client.linesWith("id");
    assertThat(seen.stream().map(line -> line.path("id").asString()).toList())
        .isEqualTo(history.stream().map(Item::id).toList());
    assertThat(seen.stream().map(line -> line.path("data").asString()).toList())
        .isEqualTo(history.stream().map(Item::raw).toList());
    assertThat(client.linesWith("open")).hasSizeGreaterThanOrEqualTo(2);
  }

  private void post(String partnerId, String prefix, int count) {
    Stream.iterate(1, n -> n + 1)
        .limit(count)
        .map(n -> SampleEvents.created(partnerId, prefix + "-" + n, UUID.randomUUID()))
        .forEach(event -> SampleEvents.post(system, event));
  }
}
