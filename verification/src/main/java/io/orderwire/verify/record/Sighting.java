package io.orderwire.verify.record;

/**
 * A partner saw an item.
 *
 * @param at when, in nanoseconds
 * @param exchange the index of the exchange in which it came, within its channel
 * @param item what it saw
 */
public record Sighting(long at, int exchange, Item item) {}
