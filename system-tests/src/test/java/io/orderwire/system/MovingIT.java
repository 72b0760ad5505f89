package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.embedded.EmbeddedBroker;
import io.orderwire.schemas.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything is moved to another cluster, where it has other offsets: partners go on with their
 * cursors, on all channels, and histories go on with the next sequence.
 */
class MovingIT {
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final String HISTORY = TopicCatalogue.HISTORY.topicName();
  private static final int EACH = 300;

  @TempDir private Path directory;

  @Test
  void cursors_and_sequences_go_on_in_another_cluster_also_where_the_move_was_killed()
      throws Exception {
    try (LocalSystem system = LocalSystem.start("moving");
        MovingPartners partners = new MovingPartners(system, "moving-", 6)) {
      String followed = partners.ids().getFirst();
      partners.send(EACH);
      partners.seeAll();
      partners.walkHalfWay();
      partners.deliverHalfWay();
      try (EventStream stream =
          EventStream.open(partners.partner(followed).http(), "?since=1970-01-01T00:00:00Z")) {
        stream.awaitItems(EACH);
        EmbeddedBroker other = system.anotherCluster("other-cluster");
        String[] move = {"--from", system.bootstrapServers(), "--to", other.bootstrapServers()};

        MoveProcess.Ended refused = MoveProcess.run(system, move);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.output())
            .contains("Group orderwire-processor has 1 member")
            .contains("Group orderwire-adapters has 1 member");

        system.producer().close();
        system.processor().close();
        system.adapter().close();

        killInTheMiddle(system, other, move);
        refusesToStartOn(system, other, "has begun and not ended");

        MoveProcess.Ended moved = MoveProcess.run(system, move);
        assertThat(moved.code()).as(moved.output()).isZero();
        assertThat(moved.output()).contains("Compared: ").contains("All is moved.");
        assertThat(new RawKafka(other.bootstrapServers()).read(HISTORY, "read_committed"))
            .as("each record once, however often it was interrupted")
            .hasSameSizeAs(new RawKafka(system.bootstrapServers()).read(HISTORY, "read_committed"));
        assertThat(ends(other.bootstrapServers()))
            .as("offsets")
            .isNotEqualTo(ends(system.bootstrapServers()));

        system.set("orderwire.kafka.bootstrap-servers", other.bootstrapServers());
        system.startServices();
        assertThat(system.processor().logged("The local state was a copy of another cluster's"))
            .isNotEmpty();
        assertThat(system.adapter().logged("The local stores were copies of another cluster's"))
            .isNotEmpty();
        partners.assertThatTheyGoOn();
        partners.assertThatEndpointsGoOn();
        partners.assertThatSecondFactorsGoOn();
        partners.assertThatSequencesGoOn(20);
        partners.assertThatEndpointsGoOn();
        partners.assertThatItIsAll(stream, followed);
        assertThat(system.adapter().metric("orderwire_history_conflicts_total")).isZero();

        MoveProcess.Ended again = MoveProcess.run(system, move);
        assertThat(again.code()).as(again.output()).isZero();
        assertThat(again.output()).contains("All was moved before");
        MoveProcess.Ended back =
            MoveProcess.run(
                system, "--from", other.bootstrapServers(), "--to", system.bootstrapServers());
        assertThat(back.code()).isEqualTo(1);
        assertThat(back.output())
            .contains("There is something already")
            .contains("orders.partner-history.v1");
      }
    }
  }

  /** Copies a few records at a time, and kills that twice. */
  private void killInTheMiddle(LocalSystem system, EmbeddedBroker other, String[] move)
      throws IOException {
    Path slow = directory.resolve("slow.properties");
    Files.writeString(slow, "max.poll.records=5\n");
    awaitNobody(system);
    for (int kills = 1; kills <= 2; kills++) {
      long before = total(other.bootstrapServers());
      MoveProcess process =
          MoveProcess.start(
              system, move[0], move[1], move[2], move[3], "--from-properties", slow.toString());
      await()
          .atMost(LONG)
          .pollInterval(20, TimeUnit.MILLISECONDS)
          .until(() -> !process.isRunning() || total(other.bootstrapServers()) > before + 100);
      assertThat(process.isRunning()).as("killed before its end").isTrue();
      process.kill();
    }
    assertThat(new RawKafka(other.bootstrapServers()).read(HISTORY, "read_committed").size())
        .as("records that were copied when it was killed")
        .isLessThan(new RawKafka(system.bootstrapServers()).read(HISTORY, "read_committed").size());
  }

  /** Those that stopped without leaving are gone after their session timeout. */
  static void awaitNobody(LocalSystem system) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", system.bootstrapServers()))) {
      List<String> groups = List.of("orderwire-processor", "orderwire-adapters");
      await()
          .atMost(LONG)
          .until(
              () ->
                  admin.describeConsumerGroups(groups).all().get().values().stream()
                      .allMatch(group -> group.members().isEmpty()));
    }
  }

  private static void refusesToStartOn(LocalSystem system, EmbeddedBroker broker, String why) {
    for (ServiceProcess service : List.of(system.processor(), system.adapter())) {
      service.set("orderwire.kafka.bootstrap-servers", broker.bootstrapServers());
      service.start();
      await().atMost(LONG).until(() -> !service.isRunning());
      assertThat(service.log()).contains(why);
    }
  }

  private static long total(String bootstrapServers) {
    try {
      return ends(bootstrapServers).values().stream().mapToLong(Long::longValue).sum();
    } catch (ExecutionException e) {
      return 0; // The topic is not there yet.
    } catch (InterruptedException e) {
      throw Http.interrupted(e);
    }
  }

  private static Map<Integer, Long> ends(String bootstrapServers)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked =
        IntStream.range(0, TopicCatalogue.PARTITIONS)
            .boxed()
            .collect(
                Collectors.toMap(
                    number -> new TopicPartition(HISTORY, number), number -> OffsetSpec.latest()));
    try (Admin admin =
        Admin.create(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "default.api.timeout.ms",
                5_000,
                "request.timeout.ms",
                4_000))) {
      return Objects.requireNonNull(admin.listOffsets(asked).all().get()).entrySet().stream()
          .collect(
              Collectors.toMap(one -> one.getKey().partition(), one -> one.getValue().offset()));
    }
  }
}
