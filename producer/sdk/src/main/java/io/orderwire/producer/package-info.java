/**
 * Publishes order events to {@code orders.events.v1}, in order.
 *
 * <p>Threads: callers hand events over in their own threads, where they are checked and serialised;
 * one thread per publisher passes them to a Kafka producer; futures complete in that producer's I/O
 * thread, so what depends on them must be quick or run elsewhere.
 */
@NullMarked
package io.orderwire.producer;

import org.jspecify.annotations.NullMarked;
