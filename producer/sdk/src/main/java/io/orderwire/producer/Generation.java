package io.orderwire.producer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one Kafka producer, from its first record to its first failed batch. That failure
 * ends it: it is closed by force in the failed batch's callback, that is, in its I/O thread, before
 * this thread can drain another batch or start over with new sequence numbers. See {@link
 * OrderEventPublisher} for what follows from this.
 *
 * <p>Methods are for the dispatching thread; callbacks come in the producer's I/O thread.
 */
final class Generation {

  private static final Logger log = LoggerFactory.getLogger(Generation.class);

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final Ledger ledger;
  private final Ticker ticker;
  private final Runnable wake;
  private final Map<Integer, Gate> gates = new HashMap<>();
  private final Queue<Handover> survivors = new ConcurrentLinkedQueue<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private int parked;
  private boolean refused; // of the dispatching thread
  private volatile boolean dead;
  private boolean closedByCallback; // of the I/O thread

  Generation(
      Producer<byte[], byte[]> producer,
      String topic,
      Ledger ledger,
      Ticker ticker,
      Runnable wake) {
    this.producer = producer;
    this.topic = topic;
    this.ledger = ledger;
    this.ticker = ticker;
    this.wake = wake;
  }

  /** Takes an event over; false if it is to be offered again, here or to the next generation. */
  boolean offer(Handover handover) {
    Gate gate = gates.computeIfAbsent(handover.partition(), partition -> new Gate());
    if (gate.parked().isEmpty() && gate.isOpen(ticker.nanos())) {
      return send(handover, gate);
    }
    gate.parked().add(handover);
    parked++;
    return true;
  }

  /** Sends what was parked at gates that are open by now; returns whether there was anything. */
  boolean releaseParked() {
    if (parked == 0) {
      return false;
    }
    int before = parked;
    for (Gate gate : gates.values()) {
      while (!dead && !gate.parked().isEmpty() && gate.isOpen(ticker.nanos())) {
        Handover next = gate.parked().peek();
        if (!ledger.buryIfDoomed(next) && !send(next, gate)) {
          return parked < before;
        }
        gate.parked().remove();
        parked--;
      }
    }
    return parked < before;
  }

  /** Whether anything was refused since the last call, and is to be offered again. */
  boolean takeRefused() {
    boolean taken = refused;
    refused = false;
    return taken;
  }

  boolean isDead() {
    return dead;
  }

  /** Whether no more callbacks are to come. */
  boolean isQuiet() {
    return underWay.get() == 0;
  }

  /** What a dead and quiet generation leaves undone, in no order. */
  List<Handover> remains() {
    List<Handover> remains = new ArrayList<>(survivors);
    gates.values().forEach(gate -> remains.addAll(gate.parked()));
    return remains;
  }

  /** Ends it from outside; may wait for the I/O thread. */
  void close() {
    dead = true;
    producer.close(Duration.ZERO);
  }

  private boolean send(Handover handover, Gate gate) {
    Delivery delivery = new Delivery(handover, gate, Thread.currentThread());
    underWay.incrementAndGet();
    gate.sending();
    RuntimeException refusal;
    try {
      Future<RecordMetadata> unused =
          producer.send(
              new ProducerRecord<>(topic, handover.partition(), handover.key(), handover.value()),
              delivery); // the callback tells the same
      refusal = delivery.refusal;
      delivery.caller = null;
    } catch (RuntimeException thrown) {
      refusal = thrown;
    }
    if (refusal == null) {
      return true;
    }
    gate.notSent();
    underWay.decrementAndGet();
    boolean decided = refused(handover, refusal);
    refused |= !decided;
    return decided;
  }

  /** It never got into the producer, so nothing else is touched; returns whether it is decided. */
  private boolean refused(Handover handover, RuntimeException refusal) {
    if (refusal instanceof InterruptException) {
      Thread.currentThread().interrupt();
      return false;
    }
    boolean undelivered =
        refusal instanceof RetriableException && !handover.isOverdue(ticker.nanos());
    if (undelivered) {
      return false;
    }
    if (refusal instanceof ApiException) {
      ledger.fail(handover, refusal);
      return true;
    }
    close(); // closed already, or in a state from which it does not recover
    return false;
  }

  /** What the producer says about one record. */
  private final class Delivery implements Callback {

    private final Handover handover;
    private final Gate gate;

    /** The sending thread while it is within send, where only refusals are told. */
    private @Nullable Thread caller;

    private @Nullable RuntimeException refusal;

    Delivery(Handover handover, Gate gate, Thread caller) {
      this.handover = handover;
      this.gate = gate;
      this.caller = caller;
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
      if (caller == Thread.currentThread() && exception instanceof RuntimeException told) {
        refusal = told;
        return;
      }
      boolean opened = false;
      if (exception == null && metadata != null) {
        opened = gate.acknowledged(ticker.nanos());
        ledger.publish(handover, metadata);
      } else {
        failed(exception);
      }
      boolean quiet = underWay.decrementAndGet() == 0;
      if (opened || (quiet && dead)) {
        wake.run();
      }
    }

    /** Once, and before all else; it is the first thing that happens after a failure. */
    private void closeFromCallback() {
      dead = true;
      if (!closedByCallback) {
        closedByCallback = true;
        try {
          producer.close(Duration.ZERO);
        } catch (KafkaException leftOpen) { // metrics and the like; the I/O thread ends anyhow
          log.warn("Kafka producer did not close cleanly", leftOpen);
        }
      }
    }

    private void failed(@Nullable Exception exception) {
      closeFromCallback();
      // What was swept along, by the forced close or by a bad neighbour in its batch, has Kafka's
      // most general exception; it is tried again. This is a question of patience only: sending
      // again is safe whatever has happened to the record.
      boolean swept = exception != null && exception.getClass() == KafkaException.class;
      if (ledger.buryIfDoomed(handover)) {
        return;
      }
      if (swept && !handover.isOverdue(ticker.nanos())) {
        survivors.add(handover);
      } else {
        ledger.fail(handover, exception == null ? new KafkaException("no metadata") : exception);
      }
    }
  }
}
