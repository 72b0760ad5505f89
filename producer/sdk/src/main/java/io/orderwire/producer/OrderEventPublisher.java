package io.orderwire.producer;

import io.orderwire.avro.OrderCancelled;
import io.orderwire.avro.OrderEvent;
import io.orderwire.schemas.EventRules;
import io.orderwire.schemas.PartnerPartitioner;
import io.orderwire.schemas.TopicCatalogue;
import io.orderwire.schemas.Violation;
import io.orderwire.schemas.serde.TrustedClasses;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes order events: checks them, serialises them, and sends them with an idempotent Kafka
 * producer and acks=all, keyed and partitioned by partner.
 *
 * <h2>What is guaranteed</h2>
 *
 * Let e1, e2, … be one partner's events in the order in which they were handed over to one {@link
 * EventStream}, up to its next {@link EventStream#resume}. Events that were refused at once, as
 * {@link EventStream#publish} says, are none of them.
 *
 * <ol>
 *   <li><em>Order.</em> If e(i+1) is in the log, then so is e(i), and the first record of e(i)
 *       comes before the first record of e(i+1). This holds for what failed too: an event that
 *       fails with {@link PredecessorFailed} is not in the log unless all its predecessors are.
 *   <li><em>Completion.</em> A future completes normally only if its event is in the log. If one
 *       fails with {@link SendFailedException}, all later ones fail with {@link PredecessorFailed},
 *       but for those that the broker had acknowledged by then; nothing more is taken for that
 *       partner until it is resumed.
 *   <li><em>Repeats.</em> After a failure that concerned others, an event may be sent again and be
 *       in the log twice. The second record carries the same event_id, and is dropped when
 *       histories are made.
 * </ol>
 *
 * The same holds across a resume if the caller then publishes again from the first failed event on.
 * It does not hold for a topic that is deleted under the producer, or with unclean leader election.
 *
 * <h2>Why it holds</h2>
 *
 * <ol>
 *   <li>Within one Kafka producer's life, a partition's batches carry consecutive sequence numbers
 *       in the order of sending. A broker that has state for the producer appends a batch only if
 *       it follows the last one appended. So what gets in is a prefix of what was sent, whatever is
 *       lost, delayed or retried.
 *   <li>A broker <em>without</em> state accepts any sequence number. Hence the first record for a
 *       partition goes alone, and others follow only when it is acknowledged; likewise after ten
 *       minutes of silence (a broker forgets after a day).
 *   <li>After a batch has failed for good, a Kafka producer starts over with a new epoch and
 *       sequence number 0, and sends later batches that were queued behind the failed one. Hence
 *       the first failure ends it: the batch's callback closes it by force, in the I/O thread that
 *       would have to do this. What this thread had drained before still carries the old numbers,
 *       so 1. applies.
 *   <li>What the dead producer left undecided is handed to a new one, in the old order, without the
 *       failed events and all that is behind them. Each producer is thus handed an unbroken run of
 *       e1, e2, … that begins no later than at the first one not acknowledged, and puts a prefix of
 *       it into the log. However late the old one's requests arrive, in any mixture of such
 *       prefixes the first e(i) comes before the first e(i+1).
 * </ol>
 *
 * <p>Nothing waits for an event's acknowledgement but in 2., so batches are as large, and as many
 * are in flight, as Kafka's producer can have them.
 *
 * <p>Safe for use by many threads.
 */
public final class OrderEventPublisher implements AutoCloseable {

  private static final Duration LAST_RESORT = Duration.ofSeconds(2);

  static {
    TrustedClasses.trustGenerated();
  }

  private final Serializer<OrderEvent> serializer;
  private final String topic = TopicCatalogue.EVENTS.topicName();
  private final int partitions = TopicCatalogue.EVENTS.partitions();
  private final Budget budget;
  private final Ledger ledger;
  private final Courier courier;
  private final Outbox outbox;
  private final EventStream defaultStream;
  private final Duration closeTimeout;
  private volatile boolean closing;
  private volatile boolean closed;
  private volatile String whyClosed = "the publisher is closed";
  private volatile boolean broken;

  OrderEventPublisher(
      PublisherBuilder settings,
      Serializer<OrderEvent> serializer,
      Supplier<Producer<byte[], byte[]>> producers,
      Ticker ticker) {
    this.serializer = serializer;
    this.budget = new Budget(settings.maxInFlightBytes());
    this.ledger = new Ledger(ticker, budget);
    this.courier = new Courier(settings.clientId() + "-dispatch", this::died);
    this.outbox =
        new Outbox(producers, topic, settings.deliveryTimeout(), ledger, ticker, courier::wake);
    this.defaultStream = new EventStream(this, settings.backPressure());
    this.closeTimeout = settings.closeTimeout();
    courier.start(outbox);
  }

  /** Begins a publisher's settings. */
  public static PublisherBuilder builder() {
    return new PublisherBuilder();
  }

  /** Publishes in the publisher's own stream; see {@link EventStream#publish}. */
  public CompletableFuture<Published> publish(OrderEvent event) {
    return defaultStream.publish(event);
  }

  /** Resumes a partner in the publisher's own stream; see {@link EventStream#resume}. */
  public boolean resume(String partnerId) {
    return defaultStream.resume(partnerId);
  }

  /** A new stream with the publisher's back-pressure. */
  public EventStream newStream() {
    return new EventStream(this, defaultStream.backPressure());
  }

  /** A new stream with a back-pressure of its own. */
  public EventStream newStream(BackPressure backPressure) {
    return new EventStream(this, backPressure);
  }

  /**
   * Asks the schema registry now, so that the first event need not wait for it. Blocks within the
   * bounds of the registry client's retries.
   *
   * @throws SerializationFailedException if it gives no answer or refuses
   */
  public void prepare() {
    OrderEvent sample =
        new OrderEvent(
            new UUID(0, 0),
            "sample",
            "sample",
            Instant.EPOCH,
            new OrderCancelled("system", "none"));
    try {
      serializer.serialize(topic, sample);
    } catch (SerializationException failure) {
      throw new SerializationFailedException(failure);
    }
  }

  /** What was done so far. */
  public PublisherStats stats() {
    return ledger.stats();
  }

  /**
   * Whether it has ended by a bug. Then every event fails with {@link PublisherClosedException},
   * and only a new publisher helps.
   */
  public boolean isBroken() {
    return broken;
  }

  CompletableFuture<Published> publish(OrderEvent event, EventStream stream) {
    List<Violation> violations = EventRules.check(event);
    if (!violations.isEmpty()) {
      return CompletableFuture.failedFuture(new InvalidEventException(violations));
    }
    byte[] value;
    try {
      value = serializer.serialize(topic, event);
    } catch (SerializationException failure) {
      return CompletableFuture.failedFuture(new SerializationFailedException(failure));
    }
    if (value.length > EventRules.MAX_EVENT_BYTES) {
      String reason = "is longer than " + EventRules.MAX_EVENT_BYTES + " bytes when serialised";
      return CompletableFuture.failedFuture(
          new InvalidEventException(List.of(new Violation("", reason))));
    }
    byte[] key = event.getPartnerId().getBytes(StandardCharsets.UTF_8);
    PublishException refusal = acquire(key.length + value.length, stream.backPressure());
    if (refusal != null) {
      return CompletableFuture.failedFuture(refusal);
    }
    int partition = PartnerPartitioner.partitionOf(key, partitions);
    CompletableFuture<Published> future =
        outbox.handOver(stream.lines(), event.getPartnerId(), partition, key, value);
    if (closed) { // since the check in acquire; nobody else would decide it
      ledger.closeAll(whyClosed);
    }
    return future;
  }

  /** Nobody dispatches any more, so nothing may be taken, and nothing be left undecided. */
  private void died(Throwable bug) {
    whyClosed = "the publisher ended by a bug, and must be made anew: " + bug;
    broken = true;
    closing = true;
    closed = true;
    ledger.closeAll(whyClosed);
  }

  private @Nullable PublishException acquire(int bytes, BackPressure backPressure) {
    if (closing) {
      return new PublisherClosedException(whyClosed);
    }
    try {
      if (budget.acquire(bytes, backPressure.max())) {
        return null;
      }
      return new BackPressureException(
          "more than " + budget.capacity() + " bytes are under way to the broker");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new BackPressureException("interrupted while waiting for room");
    }
  }

  /** Closes within the close timeout; see {@link #close(Duration)}. */
  @Override
  public void close() {
    close(closeTimeout);
  }

  /**
   * Takes nothing more, waits at most this long until all events are decided, and lets the rest
   * fail with {@link PublisherClosedException}. When it returns, which is no later than a few
   * seconds after that time, every future is completed. An interrupt ends the waiting early.
   */
  public void close(Duration max) {
    closing = true;
    try {
      ledger.awaitIdle(max);
      courier.stop(LAST_RESORT);
      Thread closer = new Thread(outbox::close, "orderwire-publisher-close");
      closer.setDaemon(true); // it waits for the I/O thread, which a caller's code may hold up
      closer.start();
      closer.join(LAST_RESORT.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      closed = true;
      ledger.closeAll("the publisher was closed before the broker answered");
      serializer.close();
    }
  }
}
