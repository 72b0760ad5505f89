package io.orderwire.delivery.webhook;

import io.orderwire.delivery.history.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One attempt, as recorded.
 *
 * @param webhookId the request's {@code webhook-id}
 * @param type the item's type, {@code batch}, {@code trigger}, or the message's type such as {@code
 *     endpoint.verification}
 * @param item the (last) item; empty for what is none
 * @param number from 1
 * @param replay whether a replay made it
 * @param startedAt when the request began
 * @param duration how long it took
 * @param outcome how it ended
 * @param requestBytes of the request's body
 * @param responseExcerpt the first 1 KiB of the answer's body, with what is not printable replaced
 * @param nextAttempt when it is tried again; empty for never
 */
public record Attempt(
    String partnerId,
    String endpointId,
    String webhookId,
    String type,
    Optional<Position> item,
    int number,
    boolean replay,
    Instant startedAt,
    Duration duration,
    Outcome outcome,
    int requestBytes,
    String responseExcerpt,
    Optional<Instant> nextAttempt) {}
