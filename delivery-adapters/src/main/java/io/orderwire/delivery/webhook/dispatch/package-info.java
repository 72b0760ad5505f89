/**
 * Decides what one webhook endpoint, or one replay, gets next: order, concurrency, retries, pace,
 * circuit breaker. Pure: no threads, no clock, no I/O; every class here is used by one thread at a
 * time, and the time is given with each call.
 *
 * <p>One algorithm with lanes: all items of the partner are one lane, or those of one order, or
 * each is one. Of a lane at most one request is in flight, and its items are sent in sequence; a
 * failing item holds up its lane and nothing else.
 */
@NullMarked
package io.orderwire.delivery.webhook.dispatch;

import org.jspecify.annotations.NullMarked;
