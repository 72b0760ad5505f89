package io.orderwire.verify.read;

import io.orderwire.avro.HistoryKey;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.serde.AvroDeserializer;
import io.orderwire.verify.record.Fingerprint;
import io.orderwire.verify.record.LongMap;
import io.orderwire.verify.record.Recorder;
import io.orderwire.verify.record.Rewrite;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads all that was written to the histories, what was aborted included, and records which slots
 * were written more than once.
 */
public final class HistoryTopic {
  private static final String TOPIC = TopicCatalogue.HISTORY.topicName();
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Recorder recorder;
  private final AvroDeserializer<HistoryKey> keys = new AvroDeserializer<>();
  private final LongMap written = new LongMap();

  private HistoryTopic(String registryUrl, Recorder recorder) {
    this.recorder = recorder;
    keys.configure(Map.of("schema.registry.url", registryUrl, "specific.avro.reader", true), true);
  }

  /**
   * Reads it as it is now.
   *
   * @throws org.apache.kafka.common.KafkaException if it cannot be read
   */
  public static void read(String bootstrapServers, String registryUrl, Recorder recorder) {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.CLIENT_ID_CONFIG,
            "verify-history",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_uncommitted",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest");
    List<TopicPartition> partitions =
        IntStream.range(0, TopicCatalogue.HISTORY.partitions())
            .mapToObj(partition -> new TopicPartition(TOPIC, partition))
            .toList();
    HistoryTopic topic = new HistoryTopic(registryUrl, recorder);
    try (topic.keys;
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(POLL).forEach(topic::take);
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> entry) {
    if (entry.value() == null) {
      return;
    }
    long key = Fingerprint.of(entry.key());
    long now = Fingerprint.of(entry.value());
    if (!written.containsKey(key)) {
      written.put(key, now);
      return;
    }
    HistoryKey slot = keys.deserialize(TOPIC, entry.key());
    if (slot != null && slot.getSequence() > 0) {
      recorder.rewritten(
          new Rewrite(
              slot.getPartnerId(),
              slot.getSequence(),
              written.get(key, Fingerprint.NONE),
              now,
              "partition " + entry.partition() + ", offset " + entry.offset()));
    }
  }
}
