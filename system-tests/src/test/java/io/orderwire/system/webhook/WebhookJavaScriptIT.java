package io.orderwire.system.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderwire.system.LocalSystem;
import io.orderwire.system.NodeScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The npm packages that receivers use verify what is sent, over a rotation too. Needs Node.js. */
class WebhookJavaScriptIT {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Set<String> LIBRARIES = Set.of("standardwebhooks", "svix");

  private final LocalSystem system = LocalSystem.shared();
  private final Receiver receiver = Receiver.start();
  @TempDir private Path directory;

  @AfterEach
  void stopReceiver() {
    receiver.close();
  }

  @Test
  void standardwebhooks_and_svix_verify_requests_of_every_format_before_and_during_a_rotation()
      throws IOException {
    WebhookPartner partner = new WebhookPartner(system, receiver, "javascript");
    List<Signed> good = new ArrayList<>();
    List<Signed> bad = new ArrayList<>();
    for (String format : List.of("full", "thin", "cloudevents", "cloudevents_binary")) {
      Inbox inbox = partner.inbox(format);
      WebhookApi.Created endpoint =
          partner.api().active(inbox, "\"format\":\"%s\"".formatted(format));
      int before = inbox.takenIds();
      partner.post(1);
      inbox.awaitTaken(before + 1);
      JsonNode rotated = partner.api().post(endpoint.id(), "rotate-secret", "{}");
      String second = rotated.path("secret").asString();
      List<Arrival> withOne = inbox.arrivals();
      partner.post(1);
      List<Arrival> all = inbox.awaitTaken(before + 2).arrivals();

      withOne.forEach(arrival -> good.add(new Signed(endpoint.secret(), arrival)));
      all.subList(withOne.size(), all.size())
          .forEach(
              arrival -> {
                good.add(new Signed(endpoint.secret(), arrival));
                good.add(new Signed(second, arrival));
              });
      bad.add(new Signed(second, withOne.getFirst()));
    }

    assertThat(verdicts(good)).hasSize(2 * good.size()).allMatch(WebhookJavaScriptIT::isVerified);
    assertThat(verdicts(bad)).hasSize(2 * bad.size()).noneMatch(WebhookJavaScriptIT::isVerified);
  }

  /** A request, and a secret that it is checked with. */
  private record Signed(String secret, Arrival arrival) {
    String line() {
      return JSON.writeValueAsString(
          Map.of("secret", secret, "headers", arrival.headers(), "body", arrival.body()));
    }
  }

  private List<JsonNode> verdicts(List<Signed> requests) throws IOException {
    Path file = Files.createTempFile(directory, "requests", ".ndjson");
    Files.writeString(
        file, requests.stream().map(Signed::line).collect(Collectors.joining("\n", "", "\n")));
    try (NodeScript script = NodeScript.start("verify-webhooks.mjs", file.toString())) {
      List<JsonNode> lines =
          List.copyOf(script.awaitLines("library", 2 * requests.size()).linesWith("library"));
      assertThat(lines).map(line -> line.path("library").asString()).containsAll(LIBRARIES);
      return lines;
    }
  }

  private static boolean isVerified(JsonNode line) {
    return line.path("verified").asBoolean();
  }
}
