/** Tests of the domain of histories. */
@NullMarked
package io.orderwire.delivery.history;

import org.jspecify.annotations.NullMarked;
