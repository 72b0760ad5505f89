/** How far a run is, and when nothing more is to be waited for. */
@NullMarked
package io.orderwire.verify.progress;

import org.jspecify.annotations.NullMarked;
