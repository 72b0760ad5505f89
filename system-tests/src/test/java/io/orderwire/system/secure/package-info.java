/** The system as {@code ./orderwire up --secure} starts it. */
@NullMarked
package io.orderwire.system.secure;

import org.jspecify.annotations.NullMarked;
