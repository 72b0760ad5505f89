package io.orderwire.moving;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Reads what is committed in a topic, up to where it ends now. */
final class Records {
  private static final Duration POLL = Duration.ofMillis(200);

  /**
   * Longer than a service's transaction lasts that nobody ends; Kafka's own default is a minute.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private Records() {}

  /** Takes what was polled together. */
  @FunctionalInterface
  interface Batch {
    /** Takes records, never none. */
    void take(ConsumerRecords<byte[], byte[]> records);
  }

  /** Takes a record. */
  @FunctionalInterface
  interface Each {
    /** Takes a record. */
    void take(ConsumerRecord<byte[], byte[]> record);
  }

  /** Gives every committed record of a topic; none where the topic is missing. */
  static void readAll(Cluster cluster, String topic, Each each) {
    if (!cluster.topics().contains(topic)) {
      return;
    }
    List<TopicPartition> partitions = cluster.partitions(topic);
    try (Consumer<byte[], byte[]> reader = cluster.reader(partitions)) {
      read(reader, cluster.ends(partitions), records -> records.forEach(each::take));
    }
  }

  /**
   * Reads on to these ends.
   *
   * @throws IllegalStateException if that is not possible, as a transaction stays open
   */
  static void read(Consumer<byte[], byte[]> reader, Map<TopicPartition, Long> ends, Batch batch) {
    long last = System.nanoTime();
    while (ends.entrySet().stream()
        .anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
      ConsumerRecords<byte[], byte[]> records = reader.poll(POLL);
      if (!records.isEmpty()) {
        batch.take(records);
        last = System.nanoTime();
      } else if (System.nanoTime() - last > PATIENCE.toNanos()) {
        TopicPartition stuck =
            ends.keySet().stream()
                .filter(one -> reader.position(one) < Objects.requireNonNull(ends.get(one)))
                .findFirst()
                .orElseThrow();
        throw new IllegalStateException(
            stuck
                + " cannot be read to its end: a transaction is open at "
                + reader.position(stuck)
                + ". Is everything stopped? Kafka ends what nobody ends after the transaction"
                + " timeout; then call again.");
      }
    }
  }
}
