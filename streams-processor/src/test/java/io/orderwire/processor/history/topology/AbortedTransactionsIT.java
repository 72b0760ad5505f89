package io.orderwire.processor.history.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.testkit.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real broker, real transactions: threads fail in the middle of records again and again, and what
 * was to be read uncommitted is the same as what was committed in the end, byte for byte.
 */
class AbortedTransactionsIT {
  private static final int EVENTS = 400;
  private static final int FAILURES = 4;

  @TempDir Path directory;

  @Test
  void what_was_visible_before_an_abort_is_what_is_committed_after_it() {
    try (TestKafka kafka = TestKafka.start()) {
      MemoryRegistry registry = new MemoryRegistry();
      AtomicInteger processed = new AtomicInteger();
      AtomicInteger failures = new AtomicInteger();
      Sequencing sequencing =
          new Sequencing(
              settings(kafka.bootstrapServers()),
              registry,
              InstantSource.system(),
              duration -> true,
              new NoTally(),
              new SimpleMeterRegistry(),
              () -> {},
              inner -> new Failing(inner, processed, failures));
      try {
        sequencing.start();
        send(kafka.bootstrapServers(), new Input(registry));
        await()
            .dontCatchUncaughtExceptions()
            .pollInterval(Duration.ofSeconds(1))
            .atMost(Duration.ofMinutes(5))
            .until(() -> history(kafka.bootstrapServers(), "read_committed").size() == EVENTS + 1);
      } finally {
        sequencing.close();
      }
      List<Slotted> committed = history(kafka.bootstrapServers(), "read_committed");
      List<Slotted> visible = history(kafka.bootstrapServers(), "read_uncommitted");
      assertThat(failures).hasValue(FAILURES);
      assertThat(visible).as("something was aborted").hasSizeGreaterThan(committed.size());
      assertThat(committed).doesNotHaveDuplicates();
      Set<Slotted> settled = new HashSet<>(committed);
      assertThat(settled).containsAll(visible);
    }
  }

  private SequencingSettings settings(String bootstrapServers) {
    return new SequencingSettings(
        bootstrapServers,
        Map.of(),
        "aborts",
        directory,
        (short) 1,
        1,
        Duration.ofSeconds(1),
        Duration.ZERO,
        Duration.ofSeconds(6),
        Duration.ofSeconds(10),
        Duration.ofMinutes(5),
        Duration.ofSeconds(5),
        null);
  }

  private static void send(String bootstrapServers, Input input) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      String partner = Input.partner(0);
      int partition = PartnerPartitioner.partitionOf(partner, TopicCatalogue.PARTITIONS);
      for (int i = 1; i <= EVENTS; i++) {
        ProducerRecord<byte[], byte[]> record =
            new ProducerRecord<>(
                TopicCatalogue.EVENTS.topicName(),
                partition,
                partner.getBytes(UTF_8),
                input.bytes(Input.cancelled(partner, i, "n " + i)));
        Object _ = producer.send(record);
      }
    }
  }

  /** Everything in the history topic that this isolation lets see. */
  private static List<Slotted> history(String bootstrapServers, String isolation) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", isolation),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition source =
          new TopicPartition(TopicCatalogue.HISTORY.topicName(), Input.PARTITION);
      consumer.assign(List.of(source));
      consumer.seekToBeginning(List.of(source));
      long end = consumer.endOffsets(List.of(source)).getOrDefault(source, 0L);
      List<Slotted> all = new ArrayList<>();
      while (consumer.position(source) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          all.add(new Slotted(Bytes.wrap(record.key()), Bytes.wrap(record.value())));
        }
      }
      return all;
    }
  }

  private record Slotted(Bytes key, Bytes value) {}

  /** Fails after every 37th record's outputs, until it has failed often enough. */
  private record Failing(
      Processor<byte[], byte[], Routed, byte[]> inner,
      AtomicInteger processed,
      AtomicInteger failures)
      implements Processor<byte[], byte[], Routed, byte[]> {

    @Override
    public void init(ProcessorContext<Routed, byte[]> context) {
      inner.init(context);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      inner.process(record);
      if (processed.incrementAndGet() % 37 == 0 && failures.get() < FAILURES) {
        failures.incrementAndGet();
        throw new IllegalStateException("a fault that the test put here");
      }
    }
  }
}
