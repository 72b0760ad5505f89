package io.orderwire.producer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes events, in the order of handing over, to one Kafka producer after the other: what a dead
 * generation leaves undone goes to the next one, ahead of all else. Without threads of its own:
 * {@link #handOver} is for any thread, the rest for the one that dispatches.
 */
final class Outbox {

  private static final Logger log = LoggerFactory.getLogger(Outbox.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Supplier<Producer<byte[], byte[]>> producers;
  private final String topic;
  private final Duration deliveryTimeout;
  private final Ledger ledger;
  private final Ticker ticker;
  private final Runnable wake;
  private final AtomicLong ordinals = new AtomicLong();
  private final Queue<Handover> queue = new ConcurrentLinkedQueue<>();
  private Deque<Handover> backlog = new ArrayDeque<>();
  private volatile @Nullable Generation generation;
  private long pauseNanos = FIRST_PAUSE.toNanos();
  private long publishedBefore;
  private long nextStart;
  private boolean paused;
  private boolean refused;
  private long retryAt;

  Outbox(
      Supplier<Producer<byte[], byte[]>> producers,
      String topic,
      Duration deliveryTimeout,
      Ledger ledger,
      Ticker ticker,
      Runnable wake) {
    this.producers = producers;
    this.topic = topic;
    this.deliveryTimeout = deliveryTimeout;
    this.ledger = ledger;
    this.ticker = ticker;
    this.wake = wake;
  }

  /** Takes an event, whose room was acquired, into its partner's line, if that is open. */
  CompletableFuture<Published> handOver(
      Lines lines, String partnerId, int partition, byte[] key, byte[] value) {
    while (true) {
      Line line = lines.of(partnerId);
      synchronized (line) { // so that the queue has each line's events in the line's order
        if (line.isRetired()) {
          continue;
        }
        Throwable closedBy = line.closedBy();
        if (closedBy != null) {
          ledger.refuse(key.length + value.length);
          return CompletableFuture.failedFuture(Ledger.predecessorFailed(line, closedBy));
        }
        long deadline = ticker.nanos() + deliveryTimeout.toNanos();
        Handover handover =
            new Handover(line, ordinals.incrementAndGet(), partition, key, value, deadline);
        line.admit(handover);
        ledger.accept(handover);
        queue.add(handover);
        wake.run();
        return handover.future();
      }
    }
  }

  /**
   * Does what can be done now; returns whether it did anything. Waits only as Kafka's producer does
   * in vain for metadata; what it then refuses is tried again a little later.
   */
  boolean advance() {
    refused = false;
    boolean progress = pass();
    Generation used = generation;
    if (used != null && used.takeRefused()) {
      refused = true;
      retryAt = ticker.nanos() + FIRST_PAUSE.toNanos();
    }
    return progress;
  }

  private boolean pass() {
    Generation current = generation;
    if (current != null && current.isDead()) {
      if (!current.isQuiet()) {
        return false;
      }
      bury(current);
    }
    current = generation != null ? generation : start();
    if (current == null) {
      return false;
    }
    boolean progress = current.releaseParked();
    for (Handover next = next(); next != null; next = next()) {
      if (!settledWithoutSending(next) && !current.offer(next)) {
        backlog.addFirst(next);
        return progress;
      }
      progress = true;
      current.releaseParked();
    }
    return progress;
  }

  /** How long {@link #advance} has nothing to do unless it is woken. */
  Duration untilNextTry() {
    long now = ticker.nanos();
    long rest = Duration.ofMinutes(1).toNanos();
    if (paused) {
      rest = Math.min(rest, nextStart - now);
    }
    if (refused) {
      rest = Math.min(rest, retryAt - now);
    }
    return Duration.ofNanos(Math.max(0, rest));
  }

  /** Ends the present generation; may wait for its I/O thread. Safe from any thread. */
  void close() {
    Generation current = generation;
    if (current != null) {
      current.close();
    }
  }

  private @Nullable Handover next() {
    Handover next = backlog.poll();
    return next != null ? next : queue.poll();
  }

  private boolean settledWithoutSending(Handover next) {
    if (ledger.buryIfDoomed(next)) {
      return true;
    }
    if (next.isOverdue(ticker.nanos())) {
      ledger.fail(next, new TimeoutException("not delivered in time, after other failures"));
      return true;
    }
    return false;
  }

  private void bury(Generation dead) {
    List<Handover> remains = new ArrayList<>(dead.remains());
    remains.addAll(backlog);
    remains.sort(Comparator.comparingLong(Handover::ordinal));
    backlog = new ArrayDeque<>(remains);
    generation = null;
    ledger.countRestart();
    long published = ledger.stats().published();
    pauseNanos =
        published > publishedBefore
            ? FIRST_PAUSE.toNanos()
            : Math.min(2 * pauseNanos, LONGEST_PAUSE.toNanos());
    publishedBefore = published;
    pause();
    log.warn("Kafka producer ended after a failed send, undecided events: {}", remains.size());
  }

  private @Nullable Generation start() {
    boolean nothingToSend = backlog.isEmpty() && queue.isEmpty();
    if (paused && nextStart - ticker.nanos() > 0) {
      return null;
    }
    paused = false;
    if (nothingToSend) {
      return null;
    }
    try {
      Generation started = new Generation(producers.get(), topic, ledger, ticker, wake);
      generation = started;
      return started;
    } catch (RuntimeException failure) { // KafkaException: an unresolvable address, for instance
      log.warn("Kafka producer could not be made, will be tried again", failure);
      failOverdue(failure);
      pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE.toNanos());
      pause();
      return null;
    }
  }

  private void failOverdue(RuntimeException cause) {
    Deque<Handover> kept = new ArrayDeque<>();
    for (Handover next = next(); next != null; next = next()) {
      if (ledger.buryIfDoomed(next)) {
        continue;
      }
      if (next.isOverdue(ticker.nanos())) {
        ledger.fail(next, cause);
      } else {
        kept.add(next);
      }
    }
    backlog = kept;
  }

  private void pause() {
    paused = true;
    nextStart = ticker.nanos() + pauseNanos;
  }
}
