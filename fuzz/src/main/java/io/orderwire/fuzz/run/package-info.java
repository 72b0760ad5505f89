/** A system of its own, the run, and the command. */
@NullMarked
package io.orderwire.fuzz.run;

import org.jspecify.annotations.NullMarked;
