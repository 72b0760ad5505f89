/**
 * Whether a recording is what is promised: one {@link io.orderwire.verify.check.Check} for each
 * guarantee. Pure functions of the recording. {@link io.orderwire.verify.check.Checks} runs them
 * all.
 *
 * <p>The sequences in the Javadoc of the checks are of one partner. {@code e3} is an event at
 * sequence 3; {@code …} says that the rest is as it should be.
 */
@NullMarked
package io.orderwire.verify.check;

import org.jspecify.annotations.NullMarked;
