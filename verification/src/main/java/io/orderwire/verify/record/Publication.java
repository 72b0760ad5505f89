package io.orderwire.verify.record;

/**
 * An event was handed over for publishing, once. An event that is handed over again, with its
 * event_id and content, has one publication for each time.
 *
 * @param producer who sent it
 * @param number its place in what this producer sent, from 0
 * @param partner the partner that it names
 * @param token the event's token, or {@link Token#NONE} of what carries none
 * @param order the {@link Fingerprint} of its order_id
 * @param outcome how it ended
 * @param at when it was handed over, in nanoseconds
 */
public record Publication(
    String producer,
    long number,
    String partner,
    long token,
    long order,
    Outcome outcome,
    long at) {}
