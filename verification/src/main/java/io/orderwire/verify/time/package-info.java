/** When things happen in a run, so that tests can do without waiting. */
@NullMarked
package io.orderwire.verify.time;

import org.jspecify.annotations.NullMarked;
