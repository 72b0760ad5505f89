package io.orderwire.verify.workload;

import java.time.Duration;

/**
 * One record to be sent.
 *
 * <p>A send with an original presumes that the original is stored. Whoever does not know that of it
 * may send a duplicate all the same, which then is a repeated attempt, but has to leave out a
 * reused event_id, since that would be accepted where the original was not.
 *
 * @param number its place in what its producer sends, from 0
 * @param due when it is due, since the run began; not before the one before
 * @param key the partner_id that is its key
 * @param partner the partner_id that it names, which is the key but where the two have to differ
 * @param payload the event or bytes
 * @param expectation what has to become of it
 * @param token the event's token, or 0 of bytes; a duplicate has its original's
 * @param original the token of the event that it repeats or whose event_id it uses again, or 0
 */
public record Send(
    long number,
    Duration due,
    String key,
    String partner,
    Payload payload,
    Expectation expectation,
    long token,
    long original) {}
