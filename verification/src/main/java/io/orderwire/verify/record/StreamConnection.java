package io.orderwire.verify.record;

/**
 * A connection of a stream was asked for.
 *
 * @param at when the answer's head came, in nanoseconds
 * @param instance the instance that answered, or ""
 * @param boundary from where it was to begin
 * @param status the HTTP status, 0 if no answer came
 * @param code the problem's code, or ""
 */
public record StreamConnection(long at, String instance, Boundary boundary, int status, String code)
    implements Exchange.Read {}
