package io.orderwire.producer;

/** Nanoseconds that only grow, from an arbitrary origin; virtual in tests. */
@FunctionalInterface
interface Ticker {
  long nanos();
}
