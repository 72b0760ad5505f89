/**
 * The sequencer: what happens to a partner's history when an event or a command arrives.
 *
 * <p>Purpose: per partner, the n-th accepted event gets sequence n, with no gap, and an event that
 * the partner had before is not appended again. Ordering: callers hand over one partner's arrivals
 * in the order of the input partition, each with the {@link io.orderwire.processor.history.Head}
 * that the previous one left. Threads: everything here is immutable or a pure function, so any
 * thread may use it.
 *
 * <p>Nothing here reads a clock, draws a random number or depends on iteration order: the same
 * input gives the same outcome on every replay. Whatever changes an outcome changes {@link
 * io.orderwire.processor.history.Rules#VERSION}.
 */
@NullMarked
package io.orderwire.processor.history;

import org.jspecify.annotations.NullMarked;
