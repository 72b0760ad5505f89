package io.orderwire.producer;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * All events under way, and what became of the others. Decides each exactly once: frees its room,
 * tells its line, completes its future. Safe for use by many threads; futures complete with no
 * monitor held.
 */
final class Ledger {

  private final Ticker ticker;
  private final Budget budget;
  private final Set<Handover> undecided = ConcurrentHashMap.newKeySet();
  private final AtomicLong inFlight = new AtomicLong();
  private final LongAdder published = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder restarts = new LongAdder();
  private final Object idle = new Object();
  private volatile long lastSignOfLife;

  Ledger(Ticker ticker, Budget budget) {
    this.ticker = ticker;
    this.budget = budget;
  }

  /** An event that had room is not taken after all. */
  void refuse(int bytes) {
    budget.release(bytes);
  }

  void accept(Handover handover) {
    if (inFlight.getAndIncrement() == 0) {
      lastSignOfLife = ticker.nanos();
    }
    undecided.add(handover);
  }

  void publish(Handover handover, RecordMetadata metadata) {
    lastSignOfLife = ticker.nanos();
    Line line = handover.line();
    boolean first;
    synchronized (line) {
      first = line.decide(handover);
    }
    if (first) {
      close(handover, published);
      handover
          .future()
          .complete(
              new Published(
                  metadata.partition(),
                  metadata.hasOffset() ? metadata.offset() : -1,
                  metadata.hasTimestamp() ? Instant.ofEpochMilli(metadata.timestamp()) : null));
    }
  }

  /** The send failed for good; what is behind it in its line is doomed from now on. */
  void fail(Handover handover, Throwable cause) {
    Line line = handover.line();
    boolean first;
    synchronized (line) {
      first = line.fail(handover, cause);
    }
    if (first) {
      close(handover, failed);
      handover.future().completeExceptionally(new SendFailedException(cause));
    }
  }

  /** If a predecessor of the event has failed, decides it so; returns whether that is the case. */
  boolean buryIfDoomed(Handover handover) {
    Line line = handover.line();
    Throwable doom;
    boolean first;
    synchronized (line) {
      doom = line.doomOf(handover);
      first = doom != null && line.decide(handover);
    }
    if (first) {
      close(handover, failed);
      handover.future().completeExceptionally(predecessorFailed(line, doom));
    }
    return doom != null;
  }

  static PredecessorFailed predecessorFailed(Line line, @Nullable Throwable cause) {
    return new PredecessorFailed(line.partnerId(), cause);
  }

  /** Decides whatever is undecided; nothing stays without an answer. */
  void closeAll(String why) {
    for (Handover handover : undecided) {
      Line line = handover.line();
      boolean first;
      synchronized (line) {
        first = line.fail(handover, new PublisherClosedException(why));
      }
      if (first) {
        close(handover, failed);
        handover.future().completeExceptionally(new PublisherClosedException(why));
      }
    }
  }

  private void close(Handover handover, LongAdder outcome) {
    outcome.increment();
    undecided.remove(handover);
    budget.release(handover.bytes());
    if (inFlight.decrementAndGet() == 0) {
      synchronized (idle) {
        idle.notifyAll();
      }
    }
  }

  /** Waits until nothing is under way; false if that did not come about in time. */
  boolean awaitIdle(Duration max) throws InterruptedException {
    long end = ticker.nanos() + max.toNanos();
    synchronized (idle) {
      while (inFlight.get() > 0) {
        long left = end - ticker.nanos();
        if (left <= 0) {
          return false;
        }
        idle.wait(left / 1_000_000, (int) (left % 1_000_000));
      }
    }
    return true;
  }

  void countRestart() {
    restarts.increment();
  }

  PublisherStats stats() {
    long underWay = inFlight.get();
    long silence = underWay == 0 ? 0 : Math.max(0, ticker.nanos() - lastSignOfLife);
    return new PublisherStats(
        published.sum(),
        failed.sum(),
        underWay,
        budget.used(),
        restarts.sum(),
        Duration.ofNanos(silence));
  }
}
