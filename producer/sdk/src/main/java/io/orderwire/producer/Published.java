package io.orderwire.producer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker put an event; it is replicated as the topic demands.
 *
 * @param partition the partition of {@code orders.events.v1}
 * @param offset the offset, or -1 where the broker recognised a repeated batch of which it no
 *     longer knows the offset
 * @param appendedAt the broker's append time, or null where it is not known
 */
public record Published(int partition, long offset, @Nullable Instant appendedAt) {}
