package io.orderwire.delivery.kafka.webhooks;

import io.orderwire.delivery.webhook.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A partition, read with a consumer that is its own meanwhile. */
final class PartitionAttempts implements RecordedAttempts {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final Function<ConsumerRecord<byte[], byte[]>, Optional<Attempt>> decoder;
  private final Duration patience;
  private final long start;
  private final long end;

  /**
   * Asks where the partition begins and ends.
   *
   * @param decoder the attempt of a record; empty where it is none, or none of the partner's
   * @param patience how long the broker may take for each answer
   * @throws org.apache.kafka.common.KafkaException if it does not answer
   */
  PartitionAttempts(
      Consumer<byte[], byte[]> consumer,
      TopicPartition partition,
      Function<ConsumerRecord<byte[], byte[]>, Optional<Attempt>> decoder,
      Duration patience) {
    this.consumer = consumer;
    this.partition = partition;
    this.decoder = decoder;
    this.patience = patience;
    consumer.assign(List.of(partition));
    start = offset(consumer.beginningOffsets(List.of(partition), patience).get(partition));
    end = offset(consumer.endOffsets(List.of(partition), patience).get(partition));
  }

  @Override
  public long start() {
    return start;
  }

  @Override
  public long end() {
    return end;
  }

  @Override
  public List<Placed> read(long from, long to) throws InterruptedException {
    List<Placed> found = new ArrayList<>();
    consumer.seek(partition, from);
    long begun = System.nanoTime();
    while (consumer.position(partition, patience) < to) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (System.nanoTime() - begun > patience.toNanos()) {
        throw new TimeoutException("the broker sent nothing of " + partition + " for " + patience);
      }
      for (ConsumerRecord<byte[], byte[]> item : consumer.poll(POLL).records(partition)) {
        if (item.offset() >= from && item.offset() < to) {
          decoder.apply(item).ifPresent(attempt -> found.add(new Placed(item.offset(), attempt)));
        }
      }
    }
    return found;
  }

  private long offset(@Nullable Long found) {
    if (found == null) {
      throw new TimeoutException(
          "the broker does not tell where " + partition + " begins and ends");
    }
    return found;
  }
}
