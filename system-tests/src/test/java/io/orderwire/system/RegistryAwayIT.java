package io.orderwire.system;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Services that ran before start again without the schema registry, and know what they knew. */
class RegistryAwayIT {
  private static final LocalSystem SYSTEM = LocalSystem.start("registry-away");

  @AfterAll
  static void end() {
    SYSTEM.close();
  }

  @Test
  void processor_and_adapter_serve_again_while_the_registry_is_away() throws InterruptedException {
    PartnerApi partner = SYSTEM.addPartner("waits-for-nobody");
    try (Publisher publisher = Publisher.open(SYSTEM, List.of("waits-for-nobody"))) {
      partner.whenAtLeast(1);
      SYSTEM.registry().kill();
      for (ServiceProcess service : List.of(SYSTEM.processor(), SYSTEM.adapter())) {
        service.kill();
        service.start();
        service.awaitReady();
      }
      Map<String, List<JsonNode>> sent = publisher.finish();
      List<JsonNode> all = sent.getOrDefault("waits-for-nobody", List.of());
      Histories.assertThatTheyAre(partner.whenAtLeast(all.size()), all);
    }
  }
}
