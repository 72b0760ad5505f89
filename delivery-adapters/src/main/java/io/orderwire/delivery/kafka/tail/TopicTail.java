package io.orderwire.delivery.kafka.tail;

import io.orderwire.schemas.Topic;
import io.orderwire.schemas.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all partitions of a topic, from the beginning and then for good, in a thread of its own,
 * and tells how far it has come. For small, compacted topics that every instance needs whole. What
 * is asked of it may be asked by many threads.
 */
public final class TopicTail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

  private final Topic topic;
  private final List<TopicPartition> partitions;
  private final Consumer<byte[], byte[]> consumer;
  private final Handler handler;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final long[] next;
  private final List<Taken> taken;
  private long @Nullable [] endsAtStart;
  private volatile boolean closing;
  private @Nullable Thread thread;

  /** A tail that does not read yet; it closes the consumer in the end. */
  public TopicTail(Topic topic, Consumer<byte[], byte[]> consumer, Handler handler) {
    this.topic = topic;
    this.consumer = consumer;
    this.handler = handler;
    this.partitions =
        IntStream.range(0, topic.partitions())
            .mapToObj(number -> new TopicPartition(topic.topicName(), number))
            .toList();
    this.next = new long[topic.partitions()];
    this.taken = Stream.generate(Taken::new).limit(topic.partitions()).toList();
  }

  /** Takes what is read. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Takes one record, in the order of its partition. May throw only {@link
     * RegistryUnavailableException}, and gets the record again then.
     */
    void take(ConsumerRecord<byte[], byte[]> item);
  }

  /** Begins to read, in a thread of this factory. */
  public void start(ThreadFactory threads) {
    Thread reader = threads.newThread(this::run);
    thread = reader;
    reader.start();
  }

  /** Whether all is read that was there at the start. */
  public boolean isCaughtUp() {
    lock.lock();
    try {
      return caughtUp();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the record at an offset is read.
   *
   * @return false if that took longer than the timeout
   */
  public boolean awaitRead(int partition, long offset, Duration timeout)
      throws InterruptedException {
    long left = timeout.toNanos();
    lock.lockInterruptibly();
    try {
      while (next[partition] <= offset) {
        if (left <= 0) {
          return false;
        }
        left = moved.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes what this process has itself written at an offset, unless it was read meanwhile; it will
   * be passed over when it is read. Only for who alone writes the partition and has read all that
   * was there before; in the order of the offsets.
   */
  public void takeOwn(int partition, long offset, Runnable taking) {
    taken.get(partition).writing(offset, taking);
  }

  /** Ends the reading and waits for its thread, 10 seconds at most. */
  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    Thread reader = thread;
    if (reader != null) {
      try {
        reader.join(Duration.ofSeconds(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    try (consumer) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!closing) {
        try {
          step();
        } catch (WakeupException e) {
          // Closing: the loop's condition ends it.
        } catch (KafkaException e) {
          LOG.atWarn()
              .addKeyValue("topic", topic.topicName())
              .setCause(e)
              .log("Reading failed; trying again");
          LockSupport.parkNanos(AFTER_A_FAILURE.toNanos());
        }
      }
    }
  }

  private void step() {
    if (endsAtStart == null) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long[] found = partitions.stream().mapToLong(ends::get).toArray();
      lock.lock();
      try {
        endsAtStart = found;
      } finally {
        lock.unlock();
      }
    }
    consumer.poll(isCaughtUp() ? POLL : POLL.dividedBy(10)).forEach(this::take);
    long[] positions = partitions.stream().mapToLong(consumer::position).toArray();
    lock.lock();
    try {
      System.arraycopy(positions, 0, next, 0, next.length);
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits where the schema registry does not answer: to pass over a record would lose it. */
  private void take(ConsumerRecord<byte[], byte[]> item) {
    while (!closing) {
      try {
        taken.get(item.partition()).reading(item.offset(), () -> handler.take(item));
        return;
      } catch (RegistryUnavailableException e) {
        LOG.atWarn()
            .addKeyValue("topic", topic.topicName())
            .log("The schema registry does not answer; reading waits: {}", e.getMessage());
        LockSupport.parkNanos(AFTER_A_FAILURE.toNanos());
      }
    }
  }

  private boolean caughtUp() {
    long[] ends = endsAtStart;
    return ends != null
        && IntStream.range(0, next.length).allMatch(number -> next[number] >= ends[number]);
  }

  /** Up to where a partition's records are taken: as they were read, and as they were written. */
  private static final class Taken {
    private final ReentrantLock lock = new ReentrantLock();
    private long read;
    private long own;

    /** Takes a record that is read, unless it was taken when it was written. */
    void reading(long offset, Runnable taking) {
      lock.lock();
      try {
        if (offset < read) {
          own = 0; // The partition begins anew, so what was written is not what is read.
        }
        if (offset >= own) {
          taking.run();
        }
        read = offset + 1;
      } finally {
        lock.unlock();
      }
    }

    /** Takes a record that is written, unless it or a later one was read. */
    void writing(long offset, Runnable taking) {
      lock.lock();
      try {
        if (offset >= read) {
          own = offset + 1;
          taking.run();
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
