package io.orderwire.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.TopicCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema registry is killed, and stays away while other things happen. */
class RegistryAwayIT {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final String PARTNER = "registry-away";
  private static final int SOME = 20;
  private static final int UNKNOWN_ID = 987_654;

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

      RecordMetadata waiting = writeWithUnknownSchema(system);
      await()
          .atMost(LONG)
          .until(() -> system.processor().metric("orderwire_sequencer_waiting_partitions") == 1);
      assertThat(system.processor().log())
          .contains(
              "Input partition %d waits at offset %d"
                  .formatted(waiting.partition(), waiting.offset()));
      assertThat(system.processor().isReady()).as("others go on").isTrue();
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

      system.adapter().kill();
      delete(system.adapter().data());
      system.adapter().start();
      awaitTold(system.adapter(), "no_answer_since");
      assertThat(system.adapter().metric("orderwire_registry_away")).isEqualTo(1);
      for (String path : List.of("/v1/orders/events", "/v1/orders/events/stream")) {
        Answer refused = partner.http().get(path);
        assertThat(refused.status()).as(refused.text()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("unavailable");
        assertThat(refused.header("Retry-After")).isNotEmpty();
      }
      try (EventStream stream = EventStream.open(partner.http(), "?since=1970-01-01T00:00:00Z")) {
        system.registry().start();
        system.processor().awaitReady();
        system.adapter().awaitReady();
        Histories.assertThatTheyAre(partner.whenAtLeast(sent.size()), sent);
        stream.awaitItems(sent.size());
        assertThat(stream.items()).hasSameSizeAs(sent);
      }
      await()
          .atMost(LONG)
          .until(() -> system.processor().metric("orderwire_sequencer_waiting_partitions") == 0);
      assertThat(system.adapter().metric("orderwire_registry_away")).isZero();
    }
  }

  /** Writes what nobody can decode before the registry has said what its id is. */
  private static RecordMetadata writeWithUnknownSchema(LocalSystem system) {
    int partitions = TopicCatalogue.EVENTS.partitions();
    int partition = (PartnerPartitioner.partitionOf(PARTNER, partitions) + 1) % partitions;
    byte[] value = ByteBuffer.allocate(9).put((byte) 0).putInt(UNKNOWN_ID).putInt(0).array();
    return new RawKafka(system.bootstrapServers())
        .write(TopicCatalogue.EVENTS.topicName(), partition, "somebody".getBytes(UTF_8), value);
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
