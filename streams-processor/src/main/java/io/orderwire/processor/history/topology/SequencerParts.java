package io.orderwire.processor.history.topology;

import io.orderwire.schemas.registry.RegistryClient;
import java.time.Duration;

/**
 * What all processors share; everything in it is safe for threads.
 *
 * @param guard whether a partition may be gone on with
 * @param partitions the input's partition count
 * @param registry a client that remembers what it was told
 * @param history makes records of the history topic
 * @param verdicts the verdict topic
 * @param pause waits
 * @param tally counts
 * @param unknownAfter for how long the registry must say "unknown" until that is believed
 */
record SequencerParts(
    InputGuard guard,
    int partitions,
    RegistryClient registry,
    HistoryRecords history,
    VerdictLog verdicts,
    Pause pause,
    Tally tally,
    Duration unknownAfter) {}
