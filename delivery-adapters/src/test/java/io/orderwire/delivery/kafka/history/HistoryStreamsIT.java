package io.orderwire.delivery.kafka.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.delivery.history.History.Readiness;
import io.orderwire.delivery.history.Owners;
import io.orderwire.delivery.kafka.ownership.GroupMembership;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.Topics;
import io.orderwire.testkit.TestKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real broker; each test has partners of its own, since they share the topic. */
final class HistoryStreamsIT {
  private static final Duration LONG = Duration.ofSeconds(60);

  /** So that it ends no membership while a test waits for its end. */
  private static final Duration SESSION = Duration.ofSeconds(40);

  private static final Duration LEFT = Duration.ofSeconds(20);
  private static final MemoryRegistry REGISTRY = new MemoryRegistry();
  private static final Entries ENTRIES = new Entries(REGISTRY);
  private static TestKafka kafka;
  private static KafkaProducer<byte[], byte[]> producer;

  @TempDir private Path directory;

  @BeforeAll
  static void topics() {
    kafka = TestKafka.start();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      Topics.ensure(admin, List.of(TopicCatalogue.HISTORY), Topics.BROKER_DEFAULT);
    }
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "test"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
  }

  @AfterAll
  static void end() {
    producer.close();
    kafka.close();
  }

  private RunningHistory start(String group) {
    return new RunningHistory(kafka.bootstrapServers(), directory, group, ENTRIES);
  }

  private static void send(String partner, Entries.Entry... entries) {
    int partition = PartnerPartitioner.partitionOf(partner, TopicCatalogue.HISTORY.partitions());
    for (Entries.Entry entry : entries) {
      var _ =
          producer.send(
              new ProducerRecord<>(
                  TopicCatalogue.HISTORY.topicName(), partition, entry.key(), entry.value()));
    }
    producer.flush();
  }

  private static void send(String partner, long from, long to) {
    for (long sequence = from; sequence <= to; sequence++) {
      send(partner, ENTRIES.event(partner, 0, sequence));
    }
  }

  private static String name() {
    return "p" + UUID.randomUUID();
  }

  @Test
  void shows_what_is_written_before_it_is_committed_and_skips_what_is_written_again() {
    String partner = name();
    try (RunningHistory instance = start(name()).ready()) {
      producer.beginTransaction();
      send(partner, 1, 3);
      await().atMost(LONG).until(() -> instance.newest(partner) == 3);
      producer.abortTransaction();
      producer.beginTransaction();
      send(partner, 1, 5);
      await().atMost(LONG).until(() -> instance.newest(partner) == 5);
      producer.commitTransaction();
      assertThat(instance.history().readAfter(partner, 0, 9))
          .extracting(item -> item.position().sequence())
          .containsExactly(1L, 2L, 3L, 4L, 5L);
    }
  }

  @Test
  void is_ready_where_the_topic_ends_with_the_marker_of_an_aborted_transaction() {
    String partner = name();
    producer.beginTransaction();
    send(partner, 1, 20);
    producer.commitTransaction();
    producer.beginTransaction();
    send(partner, 21, 22);
    producer.abortTransaction();
    try (RunningHistory instance = start(name()).ready()) {
      assertThat(instance.history().readiness(partner)).isEqualTo(new Readiness.Ready());
      assertThat(instance.newest(partner)).isGreaterThanOrEqualTo(20);
    }
  }

  @Test
  void a_restart_reads_nothing_again_and_shows_the_same() {
    String partner = name();
    producer.beginTransaction();
    send(partner, 1, 200);
    producer.commitTransaction();
    String group = name();
    List<String> before;
    try (RunningHistory instance = start(group).ready()) {
      assertThat(instance.materialised()).isGreaterThanOrEqualTo(200);
      before = instance.shown(partner);
    }
    producer.beginTransaction();
    send(partner, 201, 203);
    producer.commitTransaction();
    try (RunningHistory instance = start(group).ready()) {
      assertThat(instance.newest(partner)).isEqualTo(203);
      assertThat(instance.shown(partner).subList(0, 200)).isEqualTo(before).hasSize(200);
      assertThat(instance.materialised()).isEqualTo(3);
    }
  }

  @Test
  void a_lost_store_is_restored_to_the_same_bytes() throws Exception {
    String partner = name();
    producer.beginTransaction();
    send(partner, ENTRIES.header(partner, 0, 1, 1, 0));
    send(partner, 1, 100);
    send(partner, ENTRIES.erased(partner, 0, 40));
    producer.commitTransaction();
    String group = name();
    List<String> before;
    try (RunningHistory instance = start(group).ready()) {
      before = instance.shown(partner);
    }
    int partition = PartnerPartitioner.partitionOf(partner, TopicCatalogue.HISTORY.partitions());
    Path table =
        directory.resolve(group).resolve("0_" + partition).resolve("items-v" + ItemTable.FORMAT);
    Files.delete(table.resolve("CURRENT"));
    try (RunningHistory instance = start(group).ready()) {
      assertThat(instance.shown(partner)).isEqualTo(before).hasSize(100);
      assertThat(instance.materialised()).isGreaterThanOrEqualTo(100);
    }
  }

  @Test
  void a_killed_instance_goes_on_where_it_was_and_shows_the_same() throws Exception {
    String partner = name();
    producer.beginTransaction();
    send(partner, 1, 500);
    producer.commitTransaction();
    String group = name();
    List<String> before;
    try (RunningHistory instance = start(group).ready()) {
      before = instance.shown(partner);
    }
    Process child =
        RunningHistory.inItsOwnProcess(kafka.bootstrapServers(), directory, group, partner, 600);
    try {
      producer.beginTransaction();
      send(partner, 501, 600);
      producer.commitTransaction();
      await().atMost(LONG).until(() -> child.inputReader().ready());
      assertThat(child.inputReader().readLine()).isEqualTo("there");
    } finally {
      child.destroyForcibly().waitFor();
    }
    producer.beginTransaction();
    send(partner, 601, 610);
    producer.commitTransaction();
    try (RunningHistory instance = start(group).ready()) {
      assertThat(instance.newest(partner)).isEqualTo(610);
      assertThat(instance.shown(partner).subList(0, 500)).isEqualTo(before).hasSize(500);
      assertThat(instance.materialised()).isBetween(10.0, 110.0);
    }
  }

  @Test
  void two_instances_share_the_partitions_and_one_takes_over_what_the_other_leaves() {
    String partner = name();
    producer.beginTransaction();
    send(partner, 1, 50);
    producer.commitTransaction();
    String group = name();
    try (RunningHistory second = start(group, "second")) {
      List<String> before;
      try (RunningHistory first = start(group, "first")) {
        await().atMost(LONG).until(() -> first.owned() > 0 && second.owned() > 0);
        await().atMost(LONG).until(() -> first.owned() + second.owned() == 12);
        await().atMost(LONG).until(() -> first.copies() + second.copies() == 12);
        Readiness atFirst = first.history().readiness(partner);
        boolean hasFirst = atFirst instanceof Readiness.Ready;
        before = (hasFirst ? first : second).shown(partner);
        assertThat(
                (hasFirst ? second : first)
                    .elsewhere(address(hasFirst ? "second" : "first"), partner))
            .map(Owners.Instance::toString)
            .contains(address(hasFirst ? "first" : "second"));
        assertThat(
                (hasFirst ? first : second)
                    .elsewhere(address(hasFirst ? "first" : "second"), partner))
            .isEmpty();
        assertThat((hasFirst ? second : first).history().readiness(partner))
            .isEqualTo(new Readiness.Elsewhere());

        first.leave();
        await().atMost(LEFT).until(() -> second.group().size() == 1);
        await().atMost(LONG).until(() -> second.owned() == 12);
        assertThat(first.history().readiness(partner)).isNotInstanceOf(Readiness.Ready.class);
      }
      assertThat(second.elsewhere(address("second"), partner)).isEmpty();
      assertThat(second.shown(partner)).isEqualTo(before).hasSize(50);
    }
  }

  private static String address(String instance) {
    return instance + ".example:8080";
  }

  /** What an instance asks for that was fenced, and takes itself for the owner. */
  @Test
  void the_coordinator_says_whose_a_partition_is() {
    String group = name();
    try (RunningHistory _ = start(group, "one").ready();
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      GroupMembership one = new GroupMembership(admin, group, "one");
      await().atMost(LONG).until(() -> one.has(TopicCatalogue.HISTORY, 0));
      assertThat(one.has(TopicCatalogue.HISTORY, TopicCatalogue.HISTORY.partitions())).isFalse();
      assertThat(one.has(TopicCatalogue.EVENTS, 0)).isFalse();
      assertThat(new GroupMembership(admin, group, "on").has(TopicCatalogue.HISTORY, 0)).isFalse();
      assertThat(new GroupMembership(admin, group, "two").has(TopicCatalogue.HISTORY, 0)).isFalse();
    }
  }

  private RunningHistory start(String group, String instance) {
    return new RunningHistory(
        kafka.bootstrapServers(),
        directory.resolve(instance),
        group,
        instance,
        1,
        SESSION,
        address(instance),
        ENTRIES);
  }
}
