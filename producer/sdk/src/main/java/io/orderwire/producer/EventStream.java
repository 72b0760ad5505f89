package io.orderwire.producer;

import io.orderwire.avro.OrderEvent;
import java.util.concurrent.CompletableFuture;

/**
 * A sequence of events in which each partner's keep their order. Streams of one publisher share its
 * Kafka producer and its room, and know nothing of each other: a failure closes a partner in the
 * one stream whose event failed. Make one for each independent source of events, such as a request;
 * it holds no resources and is not closed.
 *
 * <p>Safe for use by many threads; but only calls that follow one another have an order to keep.
 */
public final class EventStream {

  private final OrderEventPublisher publisher;
  private final BackPressure backPressure;
  private final Lines lines = new Lines();

  EventStream(OrderEventPublisher publisher, BackPressure backPressure) {
    this.publisher = publisher;
    this.backPressure = backPressure;
  }

  /**
   * Hands an event over. Waits only for room, as {@link BackPressure} says, and for the schema
   * registry when the publisher asks it for the first time.
   *
   * <p>An event that is refused at once, by a future that has failed when this method returns with
   * {@link InvalidEventException}, {@link SerializationFailedException} or {@link
   * BackPressureException}, was not handed over and closes nothing. From then on the future is
   * decided within twice the delivery timeout.
   *
   * @return completes when the broker has acknowledged the event, or exceptionally with a {@link
   *     PublishException}. Dependents run in the Kafka producer's I/O thread and must not block it.
   */
  public CompletableFuture<Published> publish(OrderEvent event) {
    return publisher.publish(event, this);
  }

  /**
   * Opens a partner for new events after a failure. Its events that are still on their way to
   * failing with {@link PredecessorFailed} go on doing so. To keep the order without a gap, publish
   * again from the first failed event on.
   *
   * @return whether the partner was closed
   */
  public boolean resume(String partnerId) {
    return lines.resume(partnerId);
  }

  BackPressure backPressure() {
    return backPressure;
  }

  Lines lines() {
    return lines;
  }
}
