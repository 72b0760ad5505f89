package io.orderwire.bench.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.orderwire.bench.suite.RowFailedException;
import io.orderwire.schemas.TopicCatalogue;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * When numbered events come into the history, committed or not, as adapters read it: after a
 * transaction was aborted they come again, and must have the same sequence then. Reads in a thread
 * of its own.
 */
final class HistoryWatch implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final String TOPIC = TopicCatalogue.HISTORY.topicName();

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final long first;
  private final Seen seen;
  private final AtomicLongArray sequences;
  private final LongAdder moved = new LongAdder();
  private final Thread thread;

  /**
   * Of what comes from now on.
   *
   * @param first the first number, a multiple of the number of partners
   * @param most how many events there are at most
   */
  HistoryWatch(String bootstrapServers, long first, int partners, int most) {
    this.first = first;
    seen = new Seen(first, partners, partners, most);
    sequences = new AtomicLongArray(most);
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "enable.auto.commit",
                false,
                "fetch.max.wait.ms",
                50),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(
        IntStream.range(0, TopicCatalogue.PARTITIONS)
            .mapToObj(partition -> new TopicPartition(TOPIC, partition))
            .toList());
    consumer.seekToEnd(consumer.assignment());
    consumer.assignment().forEach(consumer::position);
    thread = Thread.ofPlatform().name("history").start(this::run);
  }

  private void run() {
    try {
      while (true) {
        consumer.poll(POLL).forEach(this::take);
      }
    } catch (WakeupException e) {
      // Closed.
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    long now = System.nanoTime();
    long sequence = HistoryKeys.sequence(record.key());
    long number = sequence == 0 ? -1 : Numbers.in(new String(record.value(), ISO_8859_1));
    if (number < first) {
      return;
    }
    int n = (int) (number - first);
    if (sequences.compareAndSet(n, 0, sequence)) {
      seen.take(number, now);
    } else if (sequences.get(n) != sequence) {
      moved.increment();
    }
  }

  /** How many have come. */
  long count() {
    return seen.count();
  }

  /** As {@link Seen#longestWait}. */
  double longestWait(Schedule schedule, int events, long from, long to) {
    return seen.longestWait(schedule, events, from, to);
  }

  /** Fails unless all of so many events have come, in order and each with one sequence. */
  void requireAll(int events) {
    RowFailedException.requireCount("events with another sequence", 0, moved.sum());
    seen.requireAll("in the history", events);
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consumer.close();
  }
}
