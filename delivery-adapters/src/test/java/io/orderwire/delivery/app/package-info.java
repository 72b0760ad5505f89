/** Tests of the composition root. */
@NullMarked
package io.orderwire.delivery.app;

import org.jspecify.annotations.NullMarked;
