package io.orderwire.delivery.kafka.webhooks;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A few consumers, made when they are needed and kept. Safe for use by many threads. */
final class ConsumerPool implements AutoCloseable {
  private final ConcurrentLinkedDeque<Consumer<byte[], byte[]>> idle =
      new ConcurrentLinkedDeque<>();
  private final Supplier<Consumer<byte[], byte[]>> maker;
  private final Semaphore permits;
  private volatile boolean closed;

  ConsumerPool(Supplier<Consumer<byte[], byte[]>> maker, int most) {
    this.maker = maker;
    this.permits = new Semaphore(most, true);
  }

  /** What is done with a consumer. */
  @FunctionalInterface
  interface Use<T> {
    T with(Consumer<byte[], byte[]> consumer) throws InterruptedException;
  }

  /**
   * Uses a consumer. One that was in use when something failed is not used again.
   *
   * @throws TimeoutException if none is free within the patience, or all are closed
   */
  <T> T use(Duration patience, Use<T> use) throws InterruptedException {
    if (closed || !permits.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new TimeoutException("no consumer is free within " + patience);
    }
    Consumer<byte[], byte[]> consumer = null;
    boolean good = false;
    try {
      consumer = idle.poll();
      if (consumer == null) {
        consumer = maker.get();
      }
      T result = use.with(consumer);
      good = true;
      return result;
    } finally {
      giveBack(consumer, good);
      permits.release();
    }
  }

  @Override
  public void close() {
    closed = true;
    Consumer<byte[], byte[]> consumer = idle.poll();
    while (consumer != null) {
      consumer.close();
      consumer = idle.poll();
    }
  }

  private void giveBack(@Nullable Consumer<byte[], byte[]> consumer, boolean good) {
    if (consumer == null) {
      return;
    }
    if (good && !closed) {
      consumer.unsubscribe(); // Else it keeps what it has fetched until it is used again.
      idle.push(consumer);
    } else {
      consumer.close();
    }
  }
}
