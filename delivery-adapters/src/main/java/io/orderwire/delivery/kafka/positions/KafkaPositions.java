package io.orderwire.delivery.kafka.positions;

import io.orderwire.avro.DeliveryPosition;
import io.orderwire.avro.SubscriptionKey;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.kafka.tail.TopicTail;
import io.orderwire.delivery.subscription.Positions;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.serde.RegistryUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.Serde;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The positions' topic. Every instance reads all of it, read committed; a partition is written by
 * its owner alone, through a {@link PartitionWriter} that fences the owner before.
 */
public final class KafkaPositions implements Positions, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaPositions.class);

  private final Map<String, Map<String, Stored>> byPartner = new ConcurrentHashMap<>();
  private final Map<Integer, PartitionWriter> writers = new ConcurrentHashMap<>();
  private final AtomicLong malformed = new AtomicLong();
  private final PositionSerdes serdes;
  private final IntPredicate owned;
  private final IntFunction<Producer<byte[], byte[]>> producers;
  private final IntToLongFunction ends;
  private final InstantSource clock;
  private final Duration patience;
  private final ThreadFactory threads;
  private final TopicTail tail;

  /**
   * Positions that are not read yet; the consumer and all producers are closed in the end.
   *
   * @param consumer reads committed records only
   * @param owned whether this instance owns a partition now
   * @param producers makes the transactional producer of a partition
   * @param ends the offset behind a partition's last committed record; may block, and throw {@link
   *     org.apache.kafka.common.KafkaException}
   * @param patience how long a write may take
   * @param threads makes the reader's and the writers' threads
   */
  public KafkaPositions(
      Consumer<byte[], byte[]> consumer,
      IntPredicate owned,
      IntFunction<Producer<byte[], byte[]>> producers,
      IntToLongFunction ends,
      PositionSerdes serdes,
      InstantSource clock,
      Duration patience,
      ThreadFactory threads) {
    this.owned = owned;
    this.producers = producers;
    this.ends = ends;
    this.serdes = serdes;
    this.clock = clock;
    this.patience = patience;
    this.threads = threads;
    this.tail = new TopicTail(TopicCatalogue.POSITIONS, consumer, this::take);
  }

  /**
   * How positions are written and read.
   *
   * @param key the subscription
   * @param value its position
   */
  public record PositionSerdes(Serde<SubscriptionKey> key, Serde<DeliveryPosition> value) {}

  /** Begins to read. */
  public void start() {
    tail.start(threads);
  }

  /** Whether all positions are known that there were at the start. */
  public boolean isCaughtUp() {
    return tail.isCaughtUp();
  }

  /** How many records could not be understood, and were passed over. */
  public long malformed() {
    return malformed.get();
  }

  @Override
  public Map<String, Stored> of(String partnerId) {
    return byPartner.getOrDefault(partnerId, Map.of());
  }

  @Override
  public Outcome advance(String partnerId, String subscriptionId, Position position)
      throws InterruptedException {
    int partition =
        PartnerPartitioner.partitionOf(partnerId, TopicCatalogue.POSITIONS.partitions());
    if (!owned.test(partition)) {
      return new Outcome.NotOwner();
    }
    PositionRequest request = new PositionRequest(partnerId, subscriptionId, position);
    writers.computeIfAbsent(partition, this::writer).submit(request);
    try {
      return request.outcome().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new Outcome.Unavailable();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a position could not be stored", e.getCause());
    }
  }

  @Override
  public void close() {
    writers.values().forEach(PartitionWriter::close);
    tail.close();
  }

  private PartitionWriter writer(int partition) {
    PartitionWriter writer =
        new PartitionWriter(
            partition,
            () -> owned.test(partition),
            () -> producers.apply(partition),
            serdes,
            this::of,
            (offset, timeout) -> tail.awaitRead(partition, offset, timeout),
            ends,
            clock,
            patience);
    writer.start(threads);
    return writer;
  }

  private void take(ConsumerRecord<byte[], byte[]> item) {
    try {
      SubscriptionKey key = serdes.key().deserializer().deserialize(item.topic(), item.key());
      DeliveryPosition value =
          serdes.value().deserializer().deserialize(item.topic(), item.value());
      byPartner.compute(
          key.getPartnerId(),
          (id, before) -> {
            Map<String, Stored> after = before == null ? new HashMap<>() : new HashMap<>(before);
            if (value == null) {
              after.remove(key.getSubscriptionId());
            } else {
              after.put(
                  key.getSubscriptionId(),
                  new Stored(
                      new Position(value.getEpoch(), value.getSequence()), value.getUpdatedAt()));
            }
            return after.isEmpty() ? null : Map.copyOf(after);
          });
    } catch (RegistryUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      // Whatever is wrong with one record, the others must be read.
      malformed.incrementAndGet();
      LOG.atError()
          .addKeyValue("partition", item.partition())
          .addKeyValue("offset", item.offset())
          .setCause(e)
          .log("A position's record is not understood and was passed over");
    }
  }
}
