package io.orderwire.bench.rows;

import io.orderwire.bench.suite.RowFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic, committed or not. For one thread. */
final class TopicReader implements AutoCloseable {
  private static final Duration STANDSTILL = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(200);

  private final String topic;
  private final KafkaConsumer<byte[], byte[]> consumer;

  private final List<TopicPartition> partitions;

  /** Of what comes from now on. */
  TopicReader(String bootstrapServers, String topic) {
    this(bootstrapServers, topic, false);
  }

  private TopicReader(String bootstrapServers, String topic, boolean fromStart) {
    this.topic = topic;
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "enable.auto.commit",
            false,
            "max.poll.records",
            5_000,
            "fetch.max.wait.ms",
            50);
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    if (fromStart) {
      consumer.seekToBeginning(partitions);
    } else {
      consumer.seekToEnd(partitions);
    }
    partitions.forEach(consumer::position);
  }

  /** Of all that is in the topic. */
  static TopicReader fromStart(String bootstrapServers, String topic) {
    return new TopicReader(bootstrapServers, topic, true);
  }

  /**
   * Reads to where the topic ends now, and counts the records.
   *
   * @param each takes each of them
   */
  long readToEnd(Consumer<ConsumerRecord<byte[], byte[]>> each) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    long count = 0;
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        each.accept(record);
        count++;
      }
    }
    return count;
  }

  /**
   * What was read.
   *
   * @param perSecond records a second, from the first poll that brought some that were to be timed
   *     to the last
   * @param ended when that was, as {@link System#nanoTime} tells
   */
  record Read(double perSecond, long ended) {}

  /**
   * Reads so many of the records that count.
   *
   * @param untimed how many of them come before the rate is taken
   * @param each takes each of them
   * @throws RowFailedException if none comes for two minutes, or more than that come
   */
  Read read(
      long expected,
      long untimed,
      Predicate<ConsumerRecord<byte[], byte[]>> counts,
      Consumer<ConsumerRecord<byte[], byte[]>> each) {
    long count = 0;
    long inFirst = 0;
    long first = 0;
    long last = System.nanoTime();
    while (count < expected) {
      long before = count;
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (counts.test(record)) {
          count++;
          each.accept(record);
        }
      }
      long now = System.nanoTime();
      if (count > before) {
        last = now;
        if (inFirst == 0 && count > untimed) {
          first = now;
          inFirst = count;
        }
      } else if (now - last > STANDSTILL.toNanos()) {
        throw new RowFailedException("%s: still %,d of %,d".formatted(topic, count, expected));
      }
    }
    // A repeat would come at once.
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      count += counts.test(record) ? 1 : 0;
    }
    RowFailedException.requireCount("records in " + topic, expected, count);
    return new Read((count - inFirst) / ((last - first) / 1e9), last);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
