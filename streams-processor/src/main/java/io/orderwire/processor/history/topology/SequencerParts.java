package io.orderwire.processor.history.topology;

import io.orderwire.schemas.registry.RegistryClient;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What all processors share; everything in it is safe for threads.
 *
 * @param guard whether a partition may be gone on with
 * @param partitions the input's partition count
 * @param registry a client that remembers what it was told
 * @param questions asks the registry which schema an id stands for
 * @param history makes records of the history topic
 * @param verdicts the verdict topic
 * @param clock tells how long the registry has been asked, and when Kafka may compact; decides
 *     nothing else
 * @param pause waits
 * @param tally counts
 * @param unknownAfter for how long the registry must say "unknown" until that is believed
 * @param segmentsLast how much later than the first record of a segment of the history a record
 *     must be for Kafka to begin another
 */
record SequencerParts(
    InputGuard guard,
    int partitions,
    RegistryClient registry,
    SchemaQuestions questions,
    HistoryRecords history,
    VerdictLog verdicts,
    InstantSource clock,
    Pause pause,
    Tally tally,
    Duration unknownAfter,
    Duration segmentsLast) {}
