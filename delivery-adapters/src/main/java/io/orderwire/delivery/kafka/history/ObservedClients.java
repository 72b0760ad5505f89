package io.orderwire.delivery.kafka.history;

import io.orderwire.schemas.TopicCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Kafka Streams' clients, with a main consumer that is watched: Streams tells that a task is
 * restored to its committed offset, but not when it has caught up with the topic. And before
 * Streams waits for Kafka, what the last poll has brought is shown, and who waits for it is told.
 */
final class ObservedClients implements KafkaClientSupplier {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String TOPIC = TopicCatalogue.HISTORY.topicName();

  private final CatchUp catchUp;
  private final Partitions partitions;
  private final Map<Integer, Long> lags = new ConcurrentHashMap<>();
  private final Map<Integer, Long> polledAt = new ConcurrentHashMap<>();

  ObservedClients(CatchUp catchUp, Partitions partitions) {
    this.catchUp = catchUp;
    this.partitions = partitions;
  }

  /** How many offsets the owned partitions are behind in all. */
  long lag() {
    return lags.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Whether a partition's consumer has come back from a poll within this time: a process that was
   * paused, or hangs, has not.
   */
  boolean hasPolledWithin(int partition, Duration time) {
    Long last = polledAt.get(partition);
    return last != null && System.nanoTime() - last < time.toNanos();
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new Observed(config);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private final class Observed extends KafkaConsumer<byte[], byte[]> {
    private Observed(Map<String, Object> config) {
      super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      showAndTell();
      ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
      for (TopicPartition polled : records.partitions()) {
        List<ConsumerRecord<byte[], byte[]>> some = records.records(polled);
        catchUp.handedOut(polled.partition(), some.getLast().offset());
      }
      long now = System.nanoTime();
      assignment().forEach(assigned -> polledAt.put(assigned.partition(), now));
      observe();
      return records;
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
      showAndTell();
      super.commitSync(offsets);
    }

    private void showAndTell() {
      partitions.showAndTell();
      for (TopicPartition assigned : assignment()) {
        Partitions.Held held = partitions.find(assigned.partition());
        if (held != null) {
          held.history().requireUndamaged();
          catchUp.shown(assigned.partition(), held.history().shownOffset());
        }
      }
    }

    private void observe() {
      lags.keySet().retainAll(assignment().stream().map(TopicPartition::partition).toList());
      List<TopicPartition> asked =
          catchUp.withoutTarget().stream()
              .map(partition -> new TopicPartition(TOPIC, partition))
              .filter(assignment()::contains)
              .toList();
      try {
        if (!asked.isEmpty()) {
          endOffsets(asked, PATIENCE)
              .forEach((partition, end) -> catchUp.target(partition.partition(), end));
        }
        for (TopicPartition assigned : assignment()) {
          OptionalLong lag = currentLag(assigned);
          if (lag.isPresent()) {
            lags.put(assigned.partition(), lag.getAsLong());
          }
          // Where its lag is known its position is, too, and is not asked for.
          if (lag.isPresent() || catchUp.isCatchingUp(assigned.partition())) {
            catchUp.position(assigned.partition(), position(assigned, PATIENCE));
          }
        }
      } catch (InterruptException e) {
        throw e;
      } catch (KafkaException e) {
        // The broker does not answer; the partition stays "catching up" until the next poll's try.
        return;
      }
    }
  }
}
