package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema registry is killed, and stays away while other things happen. */
class RegistryAwayIT {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final String PARTNER = "registry-away";
  private static final int SOME = 20;

  private final List<JsonNode> sent = new ArrayList<>();

  @Test
  void what_is_known_goes_on_and_what_restarts_knows_what_it_knew() {
    try (LocalSystem system = LocalSystem.start("registry-away")) {
      PartnerApi partner = system.addPartner(PARTNER);
      post(system);
      Histories.assertThatTheyAre(partner.whenAtLeast(sent.size()), sent);

      system.registry().kill();
      post(system);
      Histories.assertThatTheyAre(partner.whenAtLeast(sent.size()), sent);

      for (ServiceProcess restarted : List.of(system.processor(), system.adapter())) {
        restarted.kill();
        restarted.start();
        restarted.awaitReady();
      }
      post(system);
      Histories.assertThatTheyAre(partner.whenAtLeast(sent.size()), sent);
    }
  }

  @Test
  void what_restarts_and_knows_nothing_any_more_waits_and_recovers() throws IOException {
    try (LocalSystem system = LocalSystem.start("registry-away-and-files-lost")) {
      PartnerApi partner = system.addPartner(PARTNER);
      post(system);
      Histories.assertThatTheyAre(partner.whenAtLeast(sent.size()), sent);

      system.registry().kill();
      for (ServiceProcess restarted : List.of(system.processor(), system.adapter())) {
        restarted.kill();
        delete(restarted.data().resolve("schemas"));
        restarted.start();
      }
      awaitTold(system.processor(), "AWAITING_REGISTRY");
      awaitTold(system.adapter(), "no_answer_since");
      post(system);
      assertThat(partner.http().get("/v1/orders/events").code()).isEqualTo("unavailable");
      assertThat(system.adapter().metric("orderwire_registry_away")).isEqualTo(1);

      system.registry().start();
      system.processor().awaitReady();
      system.adapter().awaitReady();
      Histories.assertThatTheyAre(partner.whenAtLeast(sent.size()), sent);
      assertThat(system.adapter().metric("orderwire_registry_away")).isZero();
    }
  }

  /** It lives, says that it cannot serve, and says why. */
  private static void awaitTold(ServiceProcess waiting, String why) {
    await()
        .atMost(LONG)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              assertThat(waiting.health("liveness").status()).isEqualTo(200);
              Answer readiness = waiting.health("readiness");
              assertThat(readiness.status()).isEqualTo(503);
              assertThat(readiness.text()).contains(why);
            });
    assertThat(waiting.log()).contains("schema registry");
  }

  private void post(LocalSystem system) {
    for (int n = 0; n < SOME; n++) {
      String event = SampleEvents.created(PARTNER, "ord-" + sent.size(), UUID.randomUUID());
      sent.add(JsonMapper.shared().readTree(event));
      SampleEvents.post(system, event);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
