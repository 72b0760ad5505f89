package io.orderwire.processor.history;

import java.time.Instant;
import java.util.UUID;

/**
 * What arrives for a partner's history, as far as the sequencer needs to know it.
 *
 * @param id the event's or the command's id
 * @param content the hash of everything else in it
 * @param appendedAt when the broker appended it to the input, in milliseconds
 */
public record Arrival(UUID id, ContentHash content, Instant appendedAt) {}
