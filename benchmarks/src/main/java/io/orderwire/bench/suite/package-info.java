/**
 * What the suite measures and how it counts: rows, goals, alternating rounds, medians. Knows
 * nothing of the system, so that it is tested without one.
 */
@NullMarked
package io.orderwire.bench.suite;

import org.jspecify.annotations.NullMarked;
