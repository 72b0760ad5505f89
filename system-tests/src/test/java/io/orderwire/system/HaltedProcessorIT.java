package io.orderwire.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A processor is halted in the middle of its work, loses its partitions to another one without
 * knowing, and goes on where it was. It may write what it had under way, but not differently, and
 * nothing of it counts.
 */
class HaltedProcessorIT {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int PARTNERS = 6;

  @Test
  void a_processor_that_goes_on_after_it_was_replaced_changes_no_history()
      throws InterruptedException {
    try (LocalSystem system = LocalSystem.start("halted-processor")) {
      Map<String, PartnerApi> partners = new LinkedHashMap<>();
      for (int n = 0; n < PARTNERS; n++) {
        partners.put("halted-" + n, system.addPartner("halted-" + n));
      }
      try (Publisher publisher = Publisher.open(system, List.copyOf(partners.keySet()))) {
        partners.values().forEach(partner -> partner.whenAtLeast(50));
        system.anotherProcessor("second").awaitReady();
        system.processor().halt();
        // More than was read ahead: these have been sequenced by the other one.
        Map<PartnerApi, Long> halted = newest(partners);
        halted.forEach((partner, newest) -> partner.whenAtLeast(newest.intValue() + 200));
        system.processor().goOn();
        Map<PartnerApi, Long> gone = newest(partners);
        gone.forEach((partner, newest) -> partner.whenAtLeast(newest.intValue() + 200));
        system.processor().awaitReady();
        Map<String, List<JsonNode>> sent = publisher.finish();
        partners.forEach((id, partner) -> check(system, id, partner, requireNonNull(sent.get(id))));
      }
      assertThat(system.adapter().metric("orderwire_history_conflicts_total")).isZero();
    }
  }

  private static Map<PartnerApi, Long> newest(Map<String, PartnerApi> partners) {
    Map<PartnerApi, Long> newest = new LinkedHashMap<>();
    partners.values().forEach(partner -> newest.put(partner, partner.newestSequence()));
    return newest;
  }

  private static void check(
      LocalSystem system, String id, PartnerApi partner, List<JsonNode> sent) {
    Histories.assertThatTheyAre(partner.whenAtLeast(sent.size()), sent);
    HistoryTopic topic = new HistoryTopic(system);
    List<HistoryTopic.Slot> committed =
        await()
            .atMost(LONG)
            .until(() -> topic.slots(id, "read_committed"), slots -> slots.size() >= sent.size());
    assertThat(committed)
        .extracting(HistoryTopic.Slot::sequence)
        .isEqualTo(Histories.sequences(sent.size()));
    assertThat(topic.slots(id, "read_uncommitted"))
        .as("attempts of %s differ in nothing from what was committed", id)
        .allMatch(slot -> slot.equals(committed.get((int) slot.sequence() - 1)));
  }
}
