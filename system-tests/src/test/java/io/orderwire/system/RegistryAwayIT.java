package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
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
  void what_is_known_goes_on_and_who_knows_nothing_waits() {
    try (LocalSystem system = LocalSystem.start("registry-away")) {
      PartnerApi partner = system.addPartner(PARTNER);
      post(system);
      Histories.assertThatTheyAre(partner.whenAtLeast(sent.size()), sent);

      system.registry().kill();
      post(system);
      Histories.assertThatTheyAre(partner.whenAtLeast(sent.size()), sent);

      system.adapter().kill();
      system.adapter().start();
      system.adapter().awaitReady();
      Histories.assertThatTheyAre(partner.whenAtLeast(sent.size()), sent);

      system.processor().kill();
      system.processor().start();
      post(system);
      Histories.assertThatTheyAre(partner.whenAtLeast(sent.size()), sent);

      system.processor().kill();
      delete(system.processor().data());
      system.processor().start();
      awaitTold(system.processor(), "AWAITING_REGISTRY");
      post(system);
      system.registry().start();
      system.processor().awaitReady();
      Histories.assertThatTheyAre(partner.whenAtLeast(sent.size()), sent);
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
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void post(LocalSystem system) {
    for (int n = 0; n < SOME; n++) {
      String event = SampleEvents.created(PARTNER, "ord-" + sent.size(), UUID.randomUUID());
      sent.add(JsonMapper.shared().readTree(event));
      SampleEvents.post(system, event);
    }
  }
}
