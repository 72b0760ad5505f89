package io.orderwire.producer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets one partition's events through to the Kafka producer: at first one alone, and all others
 * only when the broker has acknowledged that one; likewise after a long silence.
 *
 * <p>A broker that holds no state for a producer on a partition accepts a batch with <em>any</em>
 * sequence number. If the first of several batches then fails and is to be retried, the second gets
 * in before it. With one acknowledged batch the broker has state, and refuses what does not follow.
 */
final class Gate {

  /** Far below the broker's {@code producer.id.expiration.ms}, which is one day. */
  private static final long TRUSTED_NANOS = 600_000_000_000L;

  private final Deque<Handover> parked = new ArrayDeque<>(); // of the dispatching thread
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile boolean known;
  private volatile boolean probing;
  private volatile long lastAnswer;

  /** Whether another event may go now; may then be followed by {@link #sending} only. */
  boolean isOpen(long nowNanos) {
    if (probing) {
      return false;
    }
    if (underWay.get() == 0 && nowNanos - lastAnswer > TRUSTED_NANOS) {
      known = false;
    }
    return known || underWay.get() == 0;
  }

  /** One event goes to the Kafka producer. */
  void sending() {
    underWay.incrementAndGet();
    if (!known) {
      probing = true;
    }
  }

  /** The event did not get to the Kafka producer after all. */
  void notSent() {
    underWay.decrementAndGet();
    if (!known) {
      probing = false;
    }
  }

  /** The broker acknowledged an event; returns whether that opened the gate. */
  boolean acknowledged(long nowNanos) {
    lastAnswer = nowNanos;
    known = true;
    boolean opened = probing;
    probing = false;
    underWay.decrementAndGet();
    return opened;
  }

  Deque<Handover> parked() {
    return parked;
  }
}
