package io.orderwire.ingest;

import io.orderwire.avro.OrderEvent;
import io.orderwire.producer.BackPressureException;
import io.orderwire.producer.InvalidEventException;
import io.orderwire.producer.PredecessorFailed;
import io.orderwire.producer.PublishException;
import io.orderwire.producer.Published;
import io.orderwire.producer.PublisherClosedException;
import io.orderwire.producer.SendFailedException;
import io.orderwire.producer.SerializationFailedException;
import io.orderwire.producer.json.EventJson;
import io.orderwire.producer.json.Parsed;
import io.orderwire.schemas.Violation;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes one request's events, one after the other, in one thread. An event that is refused for a
 * passing reason closes its partner for the rest of the request, as a failed send does: what the
 * client will send again must not come behind what it sent later.
 */
public final class Intake {

  private final Destination destination;
  private final @Nullable EventIds eventIds;
  private final BooleanSupplier brokerIsAway;
  private final IngestObserver observer;
  private final LongSupplier nanos;
  private final Set<String> refusedPartners = new HashSet<>();
  private int next;

  /**
   * For one request.
   *
   * @param eventIds identities for events that bring none; null if all must bring one
   * @param brokerIsAway tells, when there is no room, whether the broker is silent or only slow
   * @param nanos a monotonic clock
   */
  public Intake(
      Destination destination,
      @Nullable EventIds eventIds,
      BooleanSupplier brokerIsAway,
      IngestObserver observer,
      LongSupplier nanos) {
    this.destination = destination;
    this.eventIds = eventIds;
    this.brokerIsAway = brokerIsAway;
    this.observer = observer;
    this.nanos = nanos;
  }

  /** Takes the request's next event; may wait for room. The future completes normally. */
  public CompletableFuture<Outcome> take(byte[] json, int offset, int length) {
    int index = next++;
    long begun = nanos.getAsLong();
    UUID fallback = eventIds == null ? null : eventIds.of(index);
    return switch (EventJson.parse(json, offset, length, fallback)) {
      case Parsed.Valid valid -> publish(index, valid.event(), begun);
      case Parsed.Invalid invalid ->
          refused(index, null, codeOf(invalid.reason()), invalid.violations());
    };
  }

  /** Counts an event that is too large to be read. */
  public CompletableFuture<Outcome> tooLarge(String detail) {
    return refused(next++, null, ErrorCode.TOO_LARGE, List.of(new Violation("", detail)));
  }

  private CompletableFuture<Outcome> publish(int index, OrderEvent event, long begun) {
    UUID id = event.getEventId();
    if (refusedPartners.contains(event.getPartnerId())) {
      return refused(index, id, ErrorCode.PREDECESSOR_FAILED, List.of());
    }
    CompletableFuture<Published> published = destination.publish(event);
    if (published.isCompletedExceptionally()) {
      Outcome.Rejected rejected = rejected(index, id, published.exceptionNow());
      if (rejected.code().isTransient()) {
        refusedPartners.add(event.getPartnerId());
      }
      observer.rejected(rejected.code());
      return CompletableFuture.completedFuture(rejected);
    }
    return published.handle(
        (where, failure) -> {
          if (where != null) {
            observer.accepted(Duration.ofNanos(nanos.getAsLong() - begun));
            return new Outcome.Accepted(index, id, where.partition(), where.offset());
          }
          Outcome.Rejected rejected = rejected(index, id, failure);
          observer.rejected(rejected.code());
          return rejected;
        });
  }

  private CompletableFuture<Outcome> refused(
      int index, @Nullable UUID id, ErrorCode code, List<Violation> violations) {
    observer.rejected(code);
    String detail = violations.isEmpty() ? detailOf(code) : text(violations.getFirst());
    return CompletableFuture.completedFuture(
        new Outcome.Rejected(index, id, code, detail, violations));
  }

  private Outcome.Rejected rejected(int index, UUID id, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : failure;
    if (!(cause instanceof PublishException refusal)) {
      return new Outcome.Rejected(
          index, id, ErrorCode.INTERNAL_ERROR, detailOf(ErrorCode.INTERNAL_ERROR), List.of());
    }
    List<Violation> violations =
        refusal instanceof InvalidEventException invalid ? invalid.violations() : List.of();
    ErrorCode code = codeOf(refusal);
    String detail = violations.isEmpty() ? detailOf(code) : text(violations.getFirst());
    return new Outcome.Rejected(index, id, code, detail, violations);
  }

  private ErrorCode codeOf(PublishException refusal) {
    return switch (refusal) {
      case InvalidEventException invalid -> ErrorCode.INVALID_EVENT;
      case SerializationFailedException failed ->
          failed.isRetriable() ? ErrorCode.REGISTRY_UNAVAILABLE : ErrorCode.INTERNAL_ERROR;
      case BackPressureException full ->
          brokerIsAway.getAsBoolean() ? ErrorCode.BROKER_UNAVAILABLE : ErrorCode.RATE_LIMITED;
      case SendFailedException failed -> ErrorCode.BROKER_UNAVAILABLE;
      case PredecessorFailed behind -> ErrorCode.PREDECESSOR_FAILED;
      case PublisherClosedException closed -> ErrorCode.SHUTTING_DOWN;
    };
  }

  private static ErrorCode codeOf(Parsed.Reason reason) {
    return switch (reason) {
      case INVALID_JSON -> ErrorCode.INVALID_JSON;
      case INVALID_EVENT -> ErrorCode.INVALID_EVENT;
      case TOO_LARGE -> ErrorCode.TOO_LARGE;
    };
  }

  private static String text(Violation violation) {
    return violation.field().isEmpty()
        ? "the event " + violation.reason()
        : violation.field() + ": " + violation.reason();
  }

  /** What to say about a reason that lies in no single field. */
  public static String detailOf(ErrorCode code) {
    return switch (code) {
      case RATE_LIMITED -> "the broker cannot keep up; nothing of this event was sent";
      case BROKER_UNAVAILABLE ->
          "the broker did not answer in time; send the event again with the same event_id,"
              + " or, with an Idempotency-Key, the whole request unchanged";
      case REGISTRY_UNAVAILABLE ->
          "the schema registry does not answer; nothing of this event was sent";
      case PREDECESSOR_FAILED ->
          "an earlier event of this partner in this request was not taken; with event_ids send again"
              + " from that one on, with an Idempotency-Key the whole request unchanged";
      case SHUTTING_DOWN -> "the service is about to stop; send the event again";
      default -> code.title();
    };
  }
}
