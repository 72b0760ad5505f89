package io.orderwire.delivery.kafka.ownership;

import io.orderwire.delivery.kafka.tail.TopicTail;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.Topic;
import io.orderwire.schemas.TopicCatalogue;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/**
 * Makes decisions on partners' partitions, each in the thread that alone writes the partition. Safe
 * for use by many threads.
 */
public final class PartitionWriters implements AutoCloseable {
  /** So many transactions at once leave a machine to others; more are no faster. */
  private static final int AT_ONCE = 2;

  private static final Duration TURN_WITHIN = Duration.ofMillis(50);

  private final Map<Integer, PartitionWriter> writers = new ConcurrentHashMap<>();
  private final Map<String, Followed> followed = new ConcurrentHashMap<>();
  private final Turns turns = new Turns(AT_ONCE, TURN_WITHIN);
  private final Lenience lenience = new Lenience();
  private final IntToLongFunction term;
  private final IntPredicate confirmed;
  private final IntFunction<Producer<byte[], byte[]>> producers;
  private final ToLongFunction<TopicPartition> ends;
  private final Duration patience;
  private final ThreadFactory threads;
  private volatile boolean closed;

  /**
   * Writers, of which there are none yet.
   *
   * @param term 0 where this instance does not own a partition; else a number that is another one
   *     each time it begins to own it
   * @param confirmed whether Kafka says that this instance owns a partition; asked where another
   *     instance has written it in the same term. May block, and throw {@link
   *     org.apache.kafka.common.KafkaException}
   * @param producers makes the transactional producer of a partition
   * @param ends the offset behind a partition's last committed record; may block, and throw {@link
   *     org.apache.kafka.common.KafkaException}
   * @param patience how long a decision may take, and each of the steps to it
   * @param threads makes the writers' threads
   */
  public PartitionWriters(
      IntToLongFunction term,
      IntPredicate confirmed,
      IntFunction<Producer<byte[], byte[]>> producers,
      ToLongFunction<TopicPartition> ends,
      Duration patience,
      ThreadFactory threads) {
    this.term = term;
    this.confirmed = confirmed;
    this.producers = producers;
    this.ends = ends;
    this.patience = patience;
    this.threads = threads;
  }

  /** How a topic is read. */
  interface Followed {
    /** Waits until the record at an offset is read; false if that took too long. */
    boolean awaitRead(int partition, long offset, Duration timeout) throws InterruptedException;

    /** Does what reading a record at an offset would do, and keeps it from being done again. */
    void take(int partition, long offset, Runnable taking);
  }

  /**
   * Says how a topic is read. Whoever takes a partition over waits until all that it has in these
   * topics is read, and only in these may something be stored; others may be appended to.
   *
   * @throws IllegalStateException if something was asked before
   */
  public void follow(Topic topic, TopicTail tail) {
    follow(
        topic.topicName(),
        new Followed() {
          @Override
          public boolean awaitRead(int partition, long offset, Duration timeout)
              throws InterruptedException {
            return tail.awaitRead(partition, offset, timeout);
          }

          @Override
          public void take(int partition, long offset, Runnable taking) {
            tail.takeOwn(partition, offset, taking);
          }
        });
  }

  void follow(String topic, Followed reading) {
    if (!writers.isEmpty()) {
      throw new IllegalStateException(topic + " is followed too late");
    }
    followed.put(topic, reading);
  }

  /**
   * Makes a decision on a partner's partition. Blocks until what it wrote is stored, at most for
   * the patience. Before the first decision of a term everybody who owned the partition before is
   * fenced, and all that they wrote is read.
   */
  public <A> Answer<A> ask(String partnerId, Decision<A> decision) throws InterruptedException {
    try {
      return submit(partnerId, decision, true).get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new Answer.Unavailable<>();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a request is answered, not failed", e.getCause());
    }
  }

  /**
   * As {@link #ask}, without waiting.
   *
   * @param urgent whether something depends on it. If not, it is put off under load, for up to 100
   *     ms, so that many go into one transaction
   * @param answered is told once, within the patience, in this thread or another that must not be
   *     blocked
   */
  public <A> void tell(
      String partnerId, Decision<A> decision, boolean urgent, Consumer<Answer<A>> answered) {
    if (!urgent) {
      lenience.begin();
    }
    var _ =
        submit(partnerId, decision, urgent)
            .completeOnTimeout(
                new Answer.Unavailable<>(), patience.toMillis(), TimeUnit.MILLISECONDS)
            .thenAccept(
                answer -> {
                  if (!urgent) {
                    lenience.end();
                  }
                  answered.accept(answer);
                });
  }

  private <A> CompletableFuture<Answer<A>> submit(
      String partnerId, Decision<A> decision, boolean urgent) {
    int partition = PartnerPartitioner.partitionOf(partnerId, TopicCatalogue.PARTITIONS);
    WriteRequest<A> request = new WriteRequest<>(decision, urgent);
    if (term.applyAsLong(partition) == 0) {
      request.notOwner();
      return request.answer();
    }
    do {
      if (closed) {
        request.unavailable();
        return request.answer();
      }
    } while (!writer(partition).submit(request));
    return request.answer();
  }

  /**
   * Whether this instance owns a partner's partition, as far as it knows, and Kafka has not said
   * otherwise within the last second.
   */
  public boolean owns(String partnerId) {
    int partition = PartnerPartitioner.partitionOf(partnerId, TopicCatalogue.PARTITIONS);
    PartitionWriter writer = writers.get(partition);
    return term.applyAsLong(partition) != 0 && (writer == null || !writer.isDenied());
  }

  @Override
  public void close() {
    closed = true;
    writers.values().forEach(PartitionWriter::close);
  }

  private PartitionWriter writer(int partition) {
    return writers.compute(
        partition, (number, now) -> now == null || now.hasEnded() ? started(number) : now);
  }

  private PartitionWriter started(int partition) {
    PartitionWriter writer =
        new PartitionWriter(
            partition,
            () -> term.applyAsLong(partition),
            () -> confirmed.test(partition),
            () -> producers.apply(partition),
            Map.copyOf(followed),
            ends,
            turns,
            lenience,
            patience);
    writer.start(threads);
    return writer;
  }
}
