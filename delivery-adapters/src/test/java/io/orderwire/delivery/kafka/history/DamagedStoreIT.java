package io.orderwire.delivery.kafka.history;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderwire.delivery.history.History.NotHereException;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.Topics;
import io.orderwire.testkit.TestKafka;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What an instance keeps is damaged while it is stopped. It shows the same as before in the end,
 * and until then either that or nothing.
 */
final class DamagedStoreIT {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final String PARTNER = "acme";
  private static final int PARTITION =
      PartnerPartitioner.partitionOf(PARTNER, TopicCatalogue.HISTORY.partitions());
  private static final int ITEMS = 2_050;
  private static final Entries ENTRIES = new Entries(new MemoryRegistry());

  private static TestKafka kafka;

  @TempDir private Path directory;

  @BeforeAll
  static void write() {
    kafka = TestKafka.start();
    Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (Admin admin = Admin.create(client)) {
      Topics.ensure(admin, List.of(TopicCatalogue.HISTORY), Topics.BROKER_DEFAULT);
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (long sequence = 1; sequence <= ITEMS; sequence++) {
        Entries.Entry entry = ENTRIES.event(PARTNER, 0, sequence);
        var _ =
            producer.send(
                new ProducerRecord<>(
                    TopicCatalogue.HISTORY.topicName(), PARTITION, entry.key(), entry.value()));
      }
    }
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  /** What may happen to the partition's directory. */
  enum Damage {
    DIRECTORY_DELETED {
      @Override
      void happen(Path task) {
        delete(requireNonNull(task.getParent()));
      }
    },
    DATA_FLIPPED {
      @Override
      void happen(Path task) {
        files(table(task), ".sst")
            .forEach(
                file ->
                    change(
                        file,
                        bytes -> {
                          bytes.seek(bytes.length() / 3);
                          int one = bytes.read();
                          bytes.seek(bytes.length() / 3);
                          bytes.write(one ^ 1);
                        }));
      }
    },
    DATA_CUT {
      @Override
      void happen(Path task) {
        files(table(task), ".sst").forEach(file -> change(file, DamagedStoreIT::cut));
      }
    },
    DATA_DELETED {
      @Override
      void happen(Path task) {
        files(table(task), ".sst").forEach(DamagedStoreIT::delete);
      }
    },
    MANIFEST_CUT {
      @Override
      void happen(Path task) {
        files(table(task), "MANIFEST").forEach(file -> change(file, DamagedStoreIT::cut));
      }
    },
    MANIFEST_DELETED {
      @Override
      void happen(Path task) {
        files(table(task), "MANIFEST").forEach(DamagedStoreIT::delete);
      }
    },
    CURRENT_EMPTY {
      @Override
      void happen(Path task) {
        change(table(task).resolve("CURRENT"), file -> file.setLength(0));
      }
    },
    CHECKPOINT_BEYOND_THE_TABLE {
      @Override
      void happen(Path task) {
        delete(table(task).resolve("CURRENT"));
        write(
            task.resolve(".checkpoint"),
            "0\n1\n%s %d %d\n".formatted(TopicCatalogue.HISTORY.topicName(), PARTITION, ITEMS - 1));
      }
    },
    CHECKPOINT_UNREADABLE {
      @Override
      void happen(Path task) {
        write(task.resolve(".checkpoint"), "garbage");
      }
    },
    OF_A_LATER_FORMAT {
      @Override
      void happen(Path task) {
        try {
          Files.move(table(task), task.resolve("items-v" + (ItemTable.FORMAT + 1)));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };

    abstract void happen(Path task);
  }

  @ParameterizedTest
  @EnumSource
  void is_made_anew_and_shows_the_same(Damage damage) {
    String group = "damaged-" + damage.name().toLowerCase(Locale.ROOT);
    List<String> before;
    try (RunningHistory instance = start(group).ready()) {
      before = instance.shown(PARTNER);
      assertThat(before).hasSize(ITEMS);
    }
    damage.happen(directory.resolve(group).resolve("0_" + PARTITION));
    try (RunningHistory instance = start(group)) {
      await().dontCatchUncaughtExceptions().atMost(LONG).until(() -> showsAll(instance, before));
      instance.ready();
      assertThat(instance.shown(PARTNER)).isEqualTo(before);
    }
    try (RunningHistory instance = start(group).ready()) {
      assertThat(instance.shown(PARTNER)).isEqualTo(before);
      assertThat(instance.materialised()).as("read again").isZero();
    }
  }

  /** Whether it shows all; what it shows must be right. */
  private static boolean showsAll(RunningHistory instance, List<String> before) {
    try {
      List<String> shown = instance.shown(PARTNER);
      assertThat(shown).isEqualTo(before.subList(0, shown.size()));
      return shown.size() == before.size();
    } catch (NotHereException e) {
      return false;
    }
  }

  @Test
  void offsets_that_the_group_has_lost_are_not_missed()
      throws ExecutionException, InterruptedException {
    TopicPartition topic = new TopicPartition(TopicCatalogue.HISTORY.topicName(), PARTITION);
    String group = "lost-offsets";
    List<String> before;
    try (RunningHistory instance = start(group).ready()) {
      before = instance.shown(PARTNER);
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
          .all()
          .get();
      admin.deleteConsumerGroups(List.of(group)).all().get();
      try (RunningHistory instance = start(group).ready()) {
        assertThat(instance.shown(PARTNER)).isEqualTo(before);
        assertThat(instance.materialised()).as("read again").isZero();
      }
      // With the store gone too, and a group that would begin at the end.
      delete(directory.resolve(group));
      long end =
          admin
              .listOffsets(Map.of(topic, OffsetSpec.latest()))
              .partitionResult(topic)
              .get()
              .offset();
      admin
          .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
          .all()
          .get();
      admin.alterConsumerGroupOffsets(group, Map.of(topic, new OffsetAndMetadata(end))).all().get();
      try (RunningHistory instance = start(group).ready()) {
        assertThat(instance.shown(PARTNER)).isEqualTo(before);
      }
    }
  }

  private RunningHistory start(String group) {
    return new RunningHistory(kafka.bootstrapServers(), directory, group, ENTRIES);
  }

  private static Path table(Path task) {
    return task.resolve("items-v" + ItemTable.FORMAT);
  }

  private static List<Path> files(Path table, String part) {
    try (Stream<Path> files = Files.list(table)) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().contains(part)).toList();
      assertThat(found).as(part).isNotEmpty();
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try (Stream<Path> files = Files.walk(file)) {
      for (Path one : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void cut(RandomAccessFile file) throws IOException {
    file.setLength(file.length() / 2);
  }

  private static void change(Path path, Change change) {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      change.make(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @FunctionalInterface
  private interface Change {
    void make(RandomAccessFile file) throws IOException;
  }
}
