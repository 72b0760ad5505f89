/** Does to a system's processes what the nemesis has planned, and undoes it. */
@NullMarked
package io.orderwire.verify.inject;

import org.jspecify.annotations.NullMarked;
