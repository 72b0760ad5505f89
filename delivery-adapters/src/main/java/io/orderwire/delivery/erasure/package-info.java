/** How long what was erased may stay somewhere, compared with how long it may. Pure. */
@NullMarked
package io.orderwire.delivery.erasure;

import org.jspecify.annotations.NullMarked;
