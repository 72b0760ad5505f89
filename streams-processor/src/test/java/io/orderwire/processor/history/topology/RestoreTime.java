package io.orderwire.processor.history.topology;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderwire.embedded.EmbeddedBroker;
import io.orderwire.processor.history.ContentHash;
import io.orderwire.processor.history.Head;
import io.orderwire.processor.history.Remembered;
import io.orderwire.processor.history.Slot;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Measures how long a processor that lost its state takes until it sequences again. Run it by hand:
 * {@code RestoreTime DIRECTORY PARTNERS IDS_EACH}; the directory must have room for some 250 bytes
 * an id, and is left as it is.
 */
final class RestoreTime {
  private static final String APPLICATION = "restore-time";

  /** How many ids a partner is given between two commits. */
  private static final int ID_BLOCK = 10;

  private RestoreTime() {}

  public static void main(String[] args)
      throws IOException, InterruptedException, ExecutionException {
    Path directory = Files.createDirectories(Path.of(args[0]));
    int partners = Integer.parseInt(args[1]);
    int idsEach = Integer.parseInt(args[2]);
    try (EmbeddedBroker broker =
        EmbeddedBroker.builder().dataDir(directory.resolve("kafka")).heapMegabytes(512).build()) {
      String servers = broker.start().bootstrapServers();
      write(servers, partners, idsEach);
      Sequencing sequencing = sequencing(servers, directory.resolve("state"));
      long begin = System.nanoTime();
      sequencing.start();
      while (sequencing.phase() != Sequencing.Phase.RUNNING) {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      long ids = (long) partners * idsEach;
      System.out.printf(
          "%,d ids restored in %.1f s, %,.0f a second; state %,d MiB%n",
          ids, seconds, ids / seconds, mebibytes(directory.resolve("state")));
      sequencing.close();
    }
  }

  /** The changelog as the processor leaves it: ids of all partners in turn. */
  private static void write(String servers, int partners, int idsEach)
      throws InterruptedException, ExecutionException {
    String topic = APPLICATION + "-" + SequencerTopology.IDS + "-changelog";
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            servers,
            "linger.ms",
            20,
            "batch.size",
            256 << 10,
            "buffer.memory",
            64L << 20);
    try (Admin admin = Admin.create(config);
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topic, TopicCatalogue.PARTITIONS, (short) 1)
                      .configs(
                          Map.of(
                              TopicConfig.CLEANUP_POLICY_CONFIG,
                              TopicConfig.CLEANUP_POLICY_COMPACT))))
          .all()
          .get();
      Random random = new Random(1);
      Instant recordedAt = Instant.now();
      for (int id = 1; id <= idsEach; id += ID_BLOCK) {
        for (int n = 0; n < partners; n++) {
          String partner = "partner-%06d".formatted(n);
          int partition = PartnerPartitioner.partitionOf(partner, TopicCatalogue.PARTITIONS);
          IdWindow window =
              new IdWindow(
                  new MemoryIdTable(),
                  (key, value) -> {
                    var _ = producer.send(new ProducerRecord<>(topic, partition, key, value));
                  },
                  1,
                  () -> {});
          for (int last = Math.min(idsEach, id + ID_BLOCK - 1), at = id; at <= last; at++) {
            window.remember(
                partner,
                new UUID(random.nextLong(), random.nextLong()),
                null,
                new Remembered(
                    at,
                    new ContentHash(random.nextLong(), random.nextLong()),
                    recordedAt,
                    new Slot(0, at)),
                Head.EMPTY);
          }
          window.write();
        }
      }
    }
  }

  private static Sequencing sequencing(String servers, Path state) {
    return new Sequencing(
        new SequencingSettings(
            servers,
            Map.of(),
            APPLICATION,
            state,
            (short) 1,
            1,
            Duration.ofMillis(100),
            Duration.ofMillis(1),
            Duration.ofSeconds(6),
            Duration.ofSeconds(10),
            Duration.ofMinutes(5),
            Duration.ofSeconds(30),
            null),
        new MemoryRegistry(),
        InstantSource.system(),
        duration -> {
          LockSupport.parkNanos(duration.toNanos());
          return true;
        },
        new NoTally(),
        new SimpleMeterRegistry(),
        () -> {});
  }

  private static long mebibytes(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum()
          >> 20;
    }
  }
}
