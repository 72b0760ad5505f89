package io.orderwire.delivery.kafka.ownership;

import io.orderwire.delivery.kafka.ownership.PartitionWriters.Followed;
import io.orderwire.delivery.kafka.ownership.Transaction.Stored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one partition number of all topics that have owners, one transaction after the other, each
 * with all that was asked for meanwhile, and answers when it is committed. What is committed is
 * taken as known at once: nobody else can have written meanwhile, for then this writer would have
 * been fenced and the commit refused.
 *
 * <p>The first thing it does, and again in each term and after a write of unknown outcome, is to
 * begin its transactional id anew, which fences whoever owned the partition before, and to wait
 * until all that is written by then is read; so a decision never rests on what is outdated.
 * Requests may come from many threads; one thread decides and writes.
 */
final class PartitionWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionWriter.class);
  private static final int MOST_AT_ONCE = 2_000;
  private static final long ASK_AGAIN = Duration.ofSeconds(1).toNanos();

  private final BlockingQueue<WriteRequest<?>> queue = new LinkedBlockingQueue<>();
  private final ReentrantLock entry = new ReentrantLock();
  private final int partition;
  private final LongSupplier term;
  private final BooleanSupplier confirmed;
  private final Supplier<Producer<byte[], byte[]>> producers;
  private final Map<String, Followed> followed;
  private final ToLongFunction<TopicPartition> ends;
  private final Turns turns;
  private final Lenience lenience;
  private final Duration patience;
  private @Nullable Producer<byte[], byte[]> producer;
  private long producerTerm;
  private boolean doubted;
  private volatile @Nullable Long deniedAt;
  private volatile boolean ended;
  private volatile @Nullable Thread thread;

  PartitionWriter(
      int partition,
      LongSupplier term,
      BooleanSupplier confirmed,
      Supplier<Producer<byte[], byte[]>> producers,
      Map<String, Followed> followed,
      ToLongFunction<TopicPartition> ends,
      Turns turns,
      Lenience lenience,
      Duration patience) {
    this.partition = partition;
    this.term = term;
    this.confirmed = confirmed;
    this.producers = producers;
    this.followed = followed;
    this.ends = ends;
    this.turns = turns;
    this.lenience = lenience;
    this.patience = patience;
  }

  void start(ThreadFactory threads) {
    Thread writer = threads.newThread(this::run);
    thread = writer;
    writer.start();
  }

  /** Takes a request, which is answered in the end; false if the writer has ended. */
  boolean submit(WriteRequest<?> request) {
    entry.lock();
    try {
      return !ended && queue.add(request);
    } finally {
      entry.unlock();
    }
  }

  /** Whether it takes no more requests. */
  boolean hasEnded() {
    return ended;
  }

  /** Whether it was said within the last second that another instance owns the partition. */
  boolean isDenied() {
    Long last = deniedAt;
    return last != null && System.nanoTime() - last < ASK_AGAIN;
  }

  @Override
  public void close() {
    Thread writer = thread;
    if (writer != null) {
      writer.interrupt();
    }
  }

  private void run() {
    List<WriteRequest<?>> batch = new ArrayList<>();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        gather(batch);
        try (Turns.Turn _ = turns.take()) {
          queue.drainTo(batch, MOST_AT_ONCE - batch.size());
          write(batch);
        }
        batch.clear();
      }
    } catch (InterruptedException e) {
      // Closing; who waits is told below.
    } catch (Error e) {
      LOG.atError().addKeyValue("partition", partition).setCause(e).log("A writer has ended");
      throw e;
    } finally {
      end();
      queue.drainTo(batch);
      batch.forEach(WriteRequest::unavailable);
      closeProducer();
    }
  }

  /** Waits for a request, and then for more of them as long as none is urgent. */
  private void gather(List<WriteRequest<?>> batch) throws InterruptedException {
    WriteRequest<?> next = queue.take();
    long since = System.nanoTime();
    while (next != null) {
      batch.add(next);
      long left = lenience.nanos() - (System.nanoTime() - since);
      next =
          next.isUrgent() || batch.size() == MOST_AT_ONCE
              ? null
              : queue.poll(left, TimeUnit.NANOSECONDS);
    }
  }

  private void end() {
    entry.lock();
    try {
      ended = true;
    } finally {
      entry.unlock();
    }
  }

  private void write(List<WriteRequest<?>> batch) throws InterruptedException {
    long now = term.getAsLong();
    if (now == 0) {
      closeProducer();
      batch.forEach(WriteRequest::notOwner);
      return;
    }
    if (now != producerTerm) {
      closeProducer();
      producerTerm = now;
      doubted = false;
      deniedAt = null;
    }
    try {
      if (isDenied() || (doubted && !isConfirmed())) {
        batch.forEach(WriteRequest::notOwner);
      } else if (commit(batch)) {
        batch.forEach(WriteRequest::done);
      } else {
        // What a predecessor wrote is not read yet: the next write begins with that again.
        closeProducer();
        batch.forEach(WriteRequest::unavailable);
      }
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      LOG.atInfo().addKeyValue("partition", partition).log("Another instance took the partition");
      doubted = true;
      closeProducer();
      batch.forEach(WriteRequest::notOwner);
    } catch (RuntimeException e) {
      // Whatever it was: the next write begins anew, so that nobody waits for a thread that ended.
      LOG.atWarn().addKeyValue("partition", partition).setCause(e).log("Nothing was stored");
      closeProducer();
      batch.forEach(WriteRequest::unavailable);
    }
  }

  /**
   * Whether the partition is this instance's still, though another one has written it. If so, the
   * other one was late, and is fenced in turn; if not, this one is: it does not know yet that it
   * has lost the partition, and two that fence each other would both go on for as long.
   */
  private boolean isConfirmed() {
    boolean owner = confirmed.getAsBoolean();
    if (!owner && deniedAt == null) {
      LOG.atWarn()
          .addKeyValue("partition", partition)
          .log("Kafka has given the partition to another instance, and this one was not told");
    }
    doubted = !owner;
    deniedAt = owner ? null : System.nanoTime();
    return owner;
  }

  /** Whether all was decided and written, after all was read in time that was there before. */
  private boolean commit(List<WriteRequest<?>> batch) throws InterruptedException {
    Producer<byte[], byte[]> writing = producer;
    if (writing == null) {
      writing = takeOver();
      if (writing == null) {
        return false;
      }
      producer = writing;
    }
    Transaction transaction = new Transaction();
    batch.forEach(request -> request.decide(transaction));
    List<Stored> stored = transaction.records(partition);
    List<ProducerRecord<byte[], byte[]>> appended = transaction.appended(partition);
    if (!stored.isEmpty() || !appended.isEmpty()) {
      commit(writing, stored, appended);
    }
    return true;
  }

  /**
   * Fences any predecessor, then waits until all that it wrote is read; null if that took too long.
   */
  private @Nullable Producer<byte[], byte[]> takeOver() throws InterruptedException {
    Producer<byte[], byte[]> fencing = producers.get();
    try {
      fencing.initTransactions();
      if (awaitAll()) {
        return fencing;
      }
    } catch (RuntimeException | Error | InterruptedException e) {
      fencing.close(Duration.ZERO);
      throw e;
    }
    fencing.close(Duration.ZERO);
    return null;
  }

  private boolean awaitAll() throws InterruptedException {
    Map<String, Long> last = new HashMap<>();
    followed
        .keySet()
        .forEach(
            topic -> last.put(topic, ends.applyAsLong(new TopicPartition(topic, partition)) - 1));
    for (Map.Entry<String, Long> one : last.entrySet()) {
      if (!followed(one.getKey()).awaitRead(partition, one.getValue(), patience)) {
        return false;
      }
    }
    return true;
  }

  /** Writes all in one transaction, and has the tables take what is stored. */
  private void commit(
      Producer<byte[], byte[]> writing,
      List<Stored> stored,
      List<ProducerRecord<byte[], byte[]>> appended)
      throws InterruptedException {
    writing.beginTransaction();
    List<Future<RecordMetadata>> sent =
        stored.stream().map(one -> writing.send(one.record())).toList();
    for (ProducerRecord<byte[], byte[]> one : appended) {
      var _ = writing.send(one);
    }
    writing.commitTransaction();
    for (int i = 0; i < sent.size(); i++) {
      try {
        RecordMetadata place = sent.get(i).get();
        followed(place.topic()).take(partition, place.offset(), stored.get(i).take());
      } catch (ExecutionException e) {
        throw new KafkaException("a committed transaction has a failed record", e.getCause());
      }
    }
  }

  private Followed followed(String topic) {
    Followed found = followed.get(topic);
    if (found == null) {
      throw new IllegalStateException(topic + " is written, but not followed");
    }
    return found;
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
}
