package io.orderwire.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.schemas.PartnerPartitioner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two processors, each with copies of the other's state. */
class StandbyProcessorIT {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int PARTNERS = 6;
  private static final int PARTITIONS = 12;
  private static final String STANDBYS = "orderwire.kafka.properties.num.standby.replicas";

  /** What it logs of a changelog that it reads as a whole. */
  private static final String FROM_BEGINNING =
      "{type=earliest} offset of partition orderwire-processor-accepted-ids-changelog-";

  private static final String TAKES_OVER = "Restored and ready to run";

  @Test
  void a_processor_that_has_copies_goes_on_where_the_killed_one_was_and_reads_no_state_anew()
      throws InterruptedException {
    try (LocalSystem system = LocalSystem.start("standby-processor")) {
      Map<String, PartnerApi> partners = new LinkedHashMap<>();
      for (int n = 0; n < PARTNERS; n++) {
        partners.put("standby-" + n, system.addPartner("standby-" + n));
      }
      system.processor().close();
      system.processor().set(STANDBYS, 1);
      system.processor().start().awaitReady();
      ServiceProcess second = system.anotherProcessor("second", Map.of(STANDBYS, 1)).awaitReady();
      try (Publisher publisher = Publisher.open(system, List.copyOf(partners.keySet()))) {
        partners.values().forEach(partner -> partner.whenAtLeast(500));
        await().atMost(LONG).until(() -> stateOf(second) == PARTITIONS);
        partners.values().forEach(partner -> partner.whenAtLeast(1_000));
        long readFromBeginning = readFromBeginning(second, partners.keySet());
        int tookOver = second.logged(TAKES_OVER).size();
        system.processor().kill();
        partners
            .values()
            .forEach(partner -> partner.whenAtLeast((int) partner.newestSequence() + 200));
        assertThat(second.logged(TAKES_OVER)).hasSizeGreaterThan(tookOver);
        assertThat(readFromBeginning(second, partners.keySet())).isEqualTo(readFromBeginning);
        Map<String, List<JsonNode>> sent = publisher.finish();
        partners.forEach(
            (id, partner) -> {
              List<JsonNode> expected = requireNonNull(sent.get(id));
              Histories.assertThatTheyAre(partner.whenAtLeast(expected.size()), expected);
            });
      }
      assertThat(system.adapter().metric("orderwire_history_conflicts_total")).isZero();
    }
  }

  /** How many partitions it has state of. */
  private static long stateOf(ServiceProcess processor) {
    Path tasks = processor.data().resolve("orderwire-processor");
    try (Stream<Path> directories = Files.list(tasks)) {
      return directories
          .filter(directory -> directory.getFileName().toString().matches("0_\\d+"))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How often it read all that the changelog has of these partners. */
  private static long readFromBeginning(ServiceProcess processor, Set<String> partners) {
    Set<String> ends =
        partners.stream()
            .map(id -> PartnerPartitioner.partitionOf(id, PARTITIONS))
            .map(partition -> FROM_BEGINNING + partition)
            .collect(Collectors.toSet());
    return processor.logged(FROM_BEGINNING).stream()
        .filter(line -> ends.stream().anyMatch(line.strip()::endsWith))
        .count();
  }
}
