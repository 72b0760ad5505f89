/**
 * The sequencer on Kafka Streams: bytes in, bytes out.
 *
 * <p>Purpose: one processor per input partition reads {@code orders.events.v1}, asks {@link
 * io.orderwire.processor.history.Sequencer} what happens, and writes {@code
 * orders.partner-history.v1} and {@code orders.rejected.v1} in the same partition number, all in
 * Streams' transaction. Ordering: outputs of a partition are in the order of its input. Threads: a
 * processor belongs to the stream thread that has its task; what processors share ({@link
 * io.orderwire.processor.history.topology.VerdictLog}, the registry client) may be used by many.
 *
 * <p>What a record leads to depends on the partition's earlier records alone, with one exception:
 * whether the registry knows a schema id. That choice is written to {@code orders.verdicts.v1}
 * before it is acted on, so a replay makes it again.
 */
@NullMarked
package io.orderwire.processor.history.topology;

import org.jspecify.annotations.NullMarked;
