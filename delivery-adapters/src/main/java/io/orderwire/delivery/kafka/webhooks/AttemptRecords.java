package io.orderwire.delivery.kafka.webhooks;

import io.orderwire.avro.DeliveryAttempt;
import io.orderwire.delivery.history.Position;
import io.orderwire.delivery.webhook.Attempt;
import io.orderwire.delivery.webhook.Outcome;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Attempts as records of their topic. Times and {@code Retry-After} are kept in whole milliseconds,
 * the duration in microseconds.
 */
final class AttemptRecords {
  private AttemptRecords() {}

  static DeliveryAttempt toAvro(Attempt attempt) {
    return new DeliveryAttempt(
        attempt.partnerId(),
        attempt.endpointId(),
        attempt.webhookId(),
        attempt.type(),
        attempt.item().map(Position::epoch).orElse(null),
        attempt.item().map(Position::sequence).orElse(null),
        attempt.number(),
        attempt.replay(),
        attempt.startedAt(),
        TimeUnit.NANOSECONDS.toMicros(attempt.duration().toNanos()),
        attempt.outcome().wireName(),
        status(attempt.outcome()),
        attempt.outcome() instanceof Outcome.Unreachable unreachable
            ? unreachable.cause().wireName()
            : null,
        attempt.outcome() instanceof Outcome.Refused refused
            ? refused.retryAfter().map(Duration::toMillis).orElse(null)
            : null,
        attempt.requestBytes(),
        attempt.responseExcerpt(),
        attempt.nextAttempt().orElse(null));
  }

  /**
   * The attempt of a record.
   *
   * @throws RuntimeException if it is none
   */
  static Attempt fromAvro(DeliveryAttempt record) {
    return new Attempt(
        record.getPartnerId(),
        record.getEndpointId(),
        record.getWebhookId(),
        record.getType(),
        item(record.getEpoch(), record.getSequence()),
        record.getNumber(),
        record.getReplay(),
        record.getStartedAt(),
        Duration.of(record.getDurationMicros(), ChronoUnit.MICROS),
        outcome(record),
        record.getRequestBytes(),
        record.getResponseExcerpt(),
        Optional.ofNullable(record.getNextAttemptAt()));
  }

  private static Optional<Position> item(@Nullable Integer epoch, @Nullable Long sequence) {
    return epoch == null || sequence == null
        ? Optional.empty()
        : Optional.of(new Position(epoch, sequence));
  }

  private static @Nullable Integer status(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Delivered(int status) -> status;
      case Outcome.Refused(int status, var _) -> status;
      case Outcome.Unreachable _, Outcome.TimedOut _ -> null;
    };
  }

  private static Outcome outcome(DeliveryAttempt record) {
    return switch (record.getOutcome()) {
      case "delivered" -> new Outcome.Delivered(Objects.requireNonNull(record.getStatus()));
      case "refused" ->
          new Outcome.Refused(
              Objects.requireNonNull(record.getStatus()),
              Optional.ofNullable(record.getRetryAfterMillis()).map(Duration::ofMillis));
      case "unreachable" ->
          new Outcome.Unreachable(
              EndpointRecords.named(
                  Outcome.Cause.values(),
                  Outcome.Cause::wireName,
                  Objects.requireNonNull(record.getCause())));
      case "timed_out" -> new Outcome.TimedOut();
      default -> throw new IllegalArgumentException("unknown outcome " + record.getOutcome());
    };
  }
}
