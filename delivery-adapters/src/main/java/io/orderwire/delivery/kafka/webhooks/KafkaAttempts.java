package io.orderwire.delivery.kafka.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderwire.avro.DeliveryAttempt;
import io.orderwire.delivery.webhook.Attempt;
import io.orderwire.delivery.webhook.AttemptLog;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.Serde;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attempts' topic, of which nothing is kept in memory: a page is read from the broker, at most
 * some 10,000 records of the partner's partition.
 *
 * <p>A place is an offset of that partition; it stands before the record of that offset.
 */
public final class KafkaAttempts implements AttemptLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaAttempts.class);
  private static final AttemptPages PAGES = new AttemptPages(1_000, 10_000);

  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong malformed = new AtomicLong();
  private final Producer<byte[], byte[]> producer;
  private final Serde<DeliveryAttempt> serde;
  private final Duration patience;
  private final ConsumerPool consumers;

  /**
   * A log; the producer and all consumers are closed in the end.
   *
   * @param consumers makes a consumer without a group that reads on from the oldest record where an
   *     offset is not kept any more
   * @param readers how many pages are read at once; who comes later waits
   * @param patience how long a page waits for a consumer, and for each of the broker's answers
   */
  public KafkaAttempts(
      Producer<byte[], byte[]> producer,
      Supplier<Consumer<byte[], byte[]>> consumers,
      int readers,
      Serde<DeliveryAttempt> serde,
      Duration patience) {
    this.producer = producer;
    this.serde = serde;
    this.patience = patience;
    this.consumers = new ConsumerPool(consumers, readers);
  }

  /** How many attempts were made but could not be recorded. */
  public long lost() {
    return lost.get();
  }

  /** How many records could not be understood, and were passed over, each time one was met. */
  public long malformed() {
    return malformed.get();
  }

  /** What cannot be recorded is counted and logged: the delivery itself does not wait for it. */
  @Override
  public void record(Attempt attempt) {
    try {
      send(attempt);
    } catch (KafkaException | IllegalStateException e) {
      lose(attempt, e);
    }
  }

  @Override
  public Page page(
      String partnerId,
      Optional<Long> boundary,
      boolean newer,
      int limit,
      Predicate<Attempt> filter)
      throws InterruptedException {
    if (limit < 1 || limit > 1_000 || (newer && boundary.isEmpty())) {
      throw new IllegalArgumentException("limit " + limit + ", boundary " + boundary);
    }
    byte[] key = partnerId.getBytes(UTF_8);
    try {
      return consumers.use(
          patience,
          consumer -> {
            RecordedAttempts all =
                new PartitionAttempts(
                    consumer,
                    new TopicPartition(TopicCatalogue.ATTEMPTS.topicName(), partitionOf(partnerId)),
                    item -> Arrays.equals(item.key(), key) ? decode(item) : Optional.empty(),
                    patience);
            return newer
                ? PAGES.newer(all, boundary.orElseThrow(), limit, filter)
                : PAGES.older(all, boundary.orElse(all.end()), limit, filter);
          });
    } catch (InterruptException e) {
      Thread.interrupted();
      throw (InterruptedException) new InterruptedException().initCause(e);
    } catch (KafkaException e) {
      throw new AttemptsUnavailableException(e);
    }
  }

  /** Waits for what is under way, 5 seconds at most. */
  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    consumers.close();
  }

  private void send(Attempt attempt) {
    String topic = TopicCatalogue.ATTEMPTS.topicName();
    var _ =
        producer.send(
            new ProducerRecord<>(
                topic,
                partitionOf(attempt.partnerId()),
                attempt.partnerId().getBytes(UTF_8),
                serde.serializer().serialize(topic, AttemptRecords.toAvro(attempt))),
            (_, failure) -> {
              if (failure != null) {
                lose(attempt, failure);
              }
            });
  }

  private void lose(Attempt attempt, Exception failure) {
    lost.incrementAndGet();
    LOG.atWarn()
        .addKeyValue("partnerId", attempt.partnerId())
        .addKeyValue("endpointId", attempt.endpointId())
        .addKeyValue("attempt", attempt.number())
        .setCause(failure)
        .log("An attempt is not recorded");
  }

  private Optional<Attempt> decode(ConsumerRecord<byte[], byte[]> item) {
    try {
      DeliveryAttempt value = serde.deserializer().deserialize(item.topic(), item.value());
      return Optional.of(AttemptRecords.fromAvro(value));
    } catch (RegistryUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      // Whatever is wrong with one record, the others must be shown.
      malformed.incrementAndGet();
      LOG.atError()
          .addKeyValue("partition", item.partition())
          .addKeyValue("offset", item.offset())
          .setCause(e)
          .log("An attempt's record is not understood and was passed over");
      return Optional.empty();
    }
  }

  private static int partitionOf(String partnerId) {
    return PartnerPartitioner.partitionOf(partnerId, TopicCatalogue.ATTEMPTS.partitions());
  }
}
