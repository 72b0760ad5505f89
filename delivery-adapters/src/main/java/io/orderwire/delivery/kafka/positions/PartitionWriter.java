package io.orderwire.delivery.kafka.positions;

import io.orderwire.avro.DeliveryPosition;
import io.orderwire.avro.SubscriptionKey;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.subscription.Positions.Outcome;
import io.orderwire.delivery.subscription.Positions.Stored;
import io.orderwire.schemas.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntToLongFunction;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the positions of one partition, one transaction after the other, each with all that was
 * asked for meanwhile, and answers when the tail has read them back.
 *
 * <p>The first thing it does, and again after a write of unknown outcome, is to begin its
 * transactional id anew, which fences whoever owned the partition before, and to wait until all
 * that is written by then is read; so a later position is never overwritten. Requests may come from
 * many threads; one thread writes.
 */
final class PartitionWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionWriter.class);
  private static final int MOST_AT_ONCE = 500;

  private final BlockingQueue<PositionRequest> queue = new LinkedBlockingQueue<>();
  private final int partition;
  private final BooleanSupplier owned;
  private final Supplier<Producer<byte[], byte[]>> producers;
  private final KafkaPositions.PositionSerdes serdes;
  private final Function<String, Map<String, Stored>> stored;
  private final ReadBack readBack;
  private final IntToLongFunction ends;
  private final InstantSource clock;
  private final Duration patience;
  private @Nullable Producer<byte[], byte[]> producer;
  private volatile @Nullable Thread thread;

  PartitionWriter(
      int partition,
      BooleanSupplier owned,
      Supplier<Producer<byte[], byte[]>> producers,
      KafkaPositions.PositionSerdes serdes,
      Function<String, Map<String, Stored>> stored,
      ReadBack readBack,
      IntToLongFunction ends,
      InstantSource clock,
      Duration patience) {
    this.partition = partition;
    this.owned = owned;
    this.producers = producers;
    this.serdes = serdes;
    this.stored = stored;
    this.readBack = readBack;
    this.ends = ends;
    this.clock = clock;
    this.patience = patience;
  }

  /** Waits until an offset of this partition is read back. */
  @FunctionalInterface
  interface ReadBack {
    boolean await(long offset, Duration timeout) throws InterruptedException;
  }

  void start(ThreadFactory threads) {
    Thread writer = threads.newThread(this::run);
    thread = writer;
    writer.start();
  }

  void submit(PositionRequest request) {
    queue.add(request);
  }

  @Override
  public void close() {
    Thread writer = thread;
    if (writer != null) {
      writer.interrupt();
    }
  }

  private void run() {
    List<PositionRequest> batch = new ArrayList<>();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        batch.add(queue.take());
        queue.drainTo(batch, MOST_AT_ONCE - 1);
        write(batch);
        batch.clear();
      }
    } catch (InterruptedException e) {
      // Closing; who waits is told below.
    } finally {
      queue.drainTo(batch);
      answer(batch, new Outcome.Unavailable());
      closeProducer();
    }
  }

  private void write(List<PositionRequest> batch) throws InterruptedException {
    if (!owned.getAsBoolean()) {
      closeProducer();
      answer(batch, new Outcome.NotOwner());
      return;
    }
    try {
      commit(batch);
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      LOG.atInfo().addKeyValue("partition", partition).log("Another instance took the partition");
      closeProducer();
      answer(batch, new Outcome.NotOwner());
    } catch (RuntimeException e) {
      // Whatever it was: the next write begins anew, so that nobody waits for a thread that ended.
      LOG.atWarn().addKeyValue("partition", partition).setCause(e).log("Positions not stored");
      closeProducer();
      answer(batch, new Outcome.Unavailable());
    }
  }

  private void commit(List<PositionRequest> batch) throws InterruptedException {
    Producer<byte[], byte[]> writing = producer;
    if (writing == null) {
      writing = takeOver();
      if (writing == null) {
        answer(batch, new Outcome.Unavailable());
        return;
      }
      producer = writing;
    }
    Map<SubscriptionKey, Position> latest = new HashMap<>();
    for (PositionRequest request : batch) {
      Position known = latest.getOrDefault(request.key(), current(request));
      if (request.position().compareTo(known) > 0) {
        latest.put(request.key(), request.position());
      }
    }
    if (!latest.isEmpty() && !commit(writing, latest)) {
      // What is written but not read back is unknown here: the next write reads to the end first.
      closeProducer();
      answer(batch, new Outcome.Unavailable());
      return;
    }
    for (PositionRequest request : batch) {
      request.outcome().complete(new Outcome.Advanced(current(request)));
    }
  }

  /**
   * Fences any predecessor, then waits until all that it wrote is read; null if that took too long.
   */
  private @Nullable Producer<byte[], byte[]> takeOver() throws InterruptedException {
    Producer<byte[], byte[]> fencing = producers.get();
    try {
      fencing.initTransactions();
      if (readBack.await(ends.applyAsLong(partition) - 1, patience)) {
        return fencing;
      }
    } catch (RuntimeException | InterruptedException e) {
      fencing.close(Duration.ZERO);
      throw e;
    }
    fencing.close(Duration.ZERO);
    return null;
  }

  private boolean commit(Producer<byte[], byte[]> writing, Map<SubscriptionKey, Position> latest)
      throws InterruptedException {
    writing.beginTransaction();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    latest.forEach((key, position) -> sent.add(writing.send(toRecord(key, position))));
    writing.commitTransaction();
    long last = -1;
    for (Future<RecordMetadata> one : sent) {
      try {
        last = Math.max(last, one.get().offset());
      } catch (ExecutionException e) {
        throw new KafkaException("a committed transaction has a failed record", e.getCause());
      }
    }
    return readBack.await(last, patience);
  }

  private ProducerRecord<byte[], byte[]> toRecord(SubscriptionKey key, Position position) {
    String topic = TopicCatalogue.POSITIONS.topicName();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    DeliveryPosition value =
        new DeliveryPosition(
            position.epoch(), position.sequence(), now, 0, 0L, List.of(), List.of(), List.of());
    return new ProducerRecord<>(
        topic,
        partition,
        serdes.key().serializer().serialize(topic, key),
        serdes.value().serializer().serialize(topic, value));
  }

  private Position current(PositionRequest request) {
    Stored known = stored.apply(request.partnerId()).get(request.subscriptionId());
    return known == null ? Position.START : known.position();
  }

  private void closeProducer() {
    Producer<byte[], byte[]> writing = producer;
    if (writing != null) {
      producer = null;
      try {
        writing.close(Duration.ZERO);
      } catch (KafkaException e) {
        LOG.atWarn()
            .addKeyValue("partition", partition)
            .setCause(e)
            .log("A producer did not close");
      }
    }
  }

  private static void answer(List<PositionRequest> batch, Outcome outcome) {
    batch.forEach(request -> request.outcome().complete(outcome));
  }
}
