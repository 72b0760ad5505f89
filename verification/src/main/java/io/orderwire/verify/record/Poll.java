package io.orderwire.verify.record;

/**
 * A page was asked for.
 *
 * @param at when the answer came, in nanoseconds
 * @param instance the instance that answered, or ""
 * @param boundary from where it was to begin
 * @param returned the {@link Fingerprint} of the cursor that came back, or none
 * @param status the HTTP status, 0 if no whole answer came
 * @param code the problem's code, or ""
 */
public record Poll(
    long at, String instance, Boundary boundary, long returned, int status, String code)
    implements Exchange.Read {}
