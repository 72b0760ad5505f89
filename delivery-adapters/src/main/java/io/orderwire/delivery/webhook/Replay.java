package io.orderwire.delivery.webhook;

import io.orderwire.delivery.history.Position;
import java.time.Instant;

/**
 * A second cursor beside the live one. Its progress is stored under the subscription {@link
 * Endpoint#replaySubscription}.
 *
 * @param id {@code rp_} and 22 characters
 * @param from the item behind which it begins
 * @param toSequence the last item of it
 * @param requestsPerSecond its rate, 1 to 1,000
 * @param startedAt when it was asked for
 */
public record Replay(
    String id, Position from, long toSequence, int requestsPerSecond, Instant startedAt) {}
