package io.orderwire.producer;

import java.time.Duration;

/**
 * What a publisher has done so far. The numbers are read one after the other, so they may be apart
 * by what happened meanwhile.
 *
 * @param published events in the log, by the broker's word
 * @param failed events whose send failed, predecessors' failures included
 * @param inFlight events handed over and not yet decided
 * @param inFlightBytes their size, each with {@value Budget#OVERHEAD_BYTES} bytes of overhead
 * @param restarts how often a new Kafka producer had to be made after a failure
 * @param stalledFor how long nothing has come back from the broker while something was under way;
 *     zero if nothing is under way
 */
public record PublisherStats(
    long published,
    long failed,
    long inFlight,
    long inFlightBytes,
    long restarts,
    Duration stalledFor) {}
