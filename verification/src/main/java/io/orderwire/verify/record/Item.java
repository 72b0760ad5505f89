package io.orderwire.verify.record;

/**
 * An item as a partner got it.
 *
 * @param sequence the sequence that it says
 * @param id the {@link Fingerprint} of its id
 * @param token the event's token, or {@link Token#NONE} if it carries none
 * @param bytes the {@link Fingerprint} of its JSON
 */
public record Item(long sequence, long id, long token, long bytes) {}
