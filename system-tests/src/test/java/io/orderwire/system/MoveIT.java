package io.orderwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.schemas.PartnerPartitioner;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Everything is moved to topics with twice as many partitions, in the same cluster: sequences and
 * cursors stay as they are, though half of the partners are in another partition.
 */
class MoveIT {
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final String WAITING = "orderwire-processor-held-changelog";
  private static final int EACH = 60;

  @Test
  void another_partition_count_keeps_sequences_and_cursors_once_all_is_sequenced() {
    try (LocalSystem system = LocalSystem.start("move");
        MovingPartners partners = new MovingPartners(system, "move-", 8)) {
      partners.send(EACH);
      partners.seeAll();
      String[] move = {
        "--from",
        system.bootstrapServers(),
        "--to",
        system.bootstrapServers(),
        "--to-version",
        "2",
        "--to-partitions",
        "24"
      };
      MoveProcess.Ended ahead = MoveProcess.run(system, with(move, "--ahead"));
      assertThat(ahead.code()).as(ahead.output()).isZero();
      assertThat(ahead.output()).contains("call again without --ahead");

      partners.send(EACH);
      partners.seeAll();
      partners.walkHalfWay();
      partners.deliverHalfWay();
      stopWithEventsLeft(system, partners);
      RawKafka kafka = new RawKafka(system.bootstrapServers());
      byte[] place = new byte[Long.BYTES];
      kafka.write(WAITING, 0, place, new byte[] {1});
      MoveProcess.Ended refused = MoveProcess.run(system, move);
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.output())
          .contains("records that are not sequenced")
          .contains("1 records wait for the schema registry");
      kafka.write(WAITING, 0, place, null);

      system.processor().start().awaitReady();
      system.adapter().start().awaitReady();
      partners.seeAll();
      system.processor().close();
      system.adapter().close();
      MovingIT.awaitNobody(system);
      MoveProcess.Ended moved = MoveProcess.run(system, move);
      assertThat(moved.code()).as(moved.output()).isZero();
      assertThat(moved.output()).contains("orderwire.topics.partitions=24");

      refusesToStart(system.processor(), "all was moved away from topics v1");
      system.set("orderwire.topics.version", 2);
      system.set("orderwire.topics.partitions", 24);
      system.startServices();
      assertThat(partners.ids())
          .as("some partners are in partitions that there were none of")
          .anyMatch(id -> PartnerPartitioner.partitionOf(id, 24) >= 12);
      partners.assertThatTheyGoOn();
      partners.assertThatEndpointsGoOn();
      partners.assertThatSecondFactorsGoOn();
      partners.assertThatSequencesGoOn(20);
      partners.assertThatEndpointsGoOn();
      assertThat(system.adapter().metric("orderwire_history_conflicts_total")).isZero();

      kafka.write("orders.events.v1", 0, new byte[] {'x'}, new byte[] {'y'});
      MoveProcess.Ended again = MoveProcess.run(system, move);
      assertThat(again.code()).isEqualTo(1);
      assertThat(again.output()).contains("1 events came to the former topics since");
    }
  }

  private static String[] with(String[] arguments, String more) {
    return Stream.concat(Arrays.stream(arguments), Stream.of(more)).toArray(String[]::new);
  }

  /** The processor is stopped first, so that nobody sequences what still comes. */
  private static void stopWithEventsLeft(LocalSystem system, MovingPartners partners) {
    system.processor().close();
    partners.send(1);
    system.producer().close();
    system.adapter().close();
    MovingIT.awaitNobody(system);
  }

  private static void refusesToStart(ServiceProcess service, String why) {
    service.start();
    await().atMost(LONG).until(() -> !service.isRunning());
    assertThat(service.logged(why)).isNotEmpty();
  }
}
