/** How long topics may hold what was erased. */
@NullMarked
package io.orderwire.delivery.kafka.erasure;

import org.jspecify.annotations.NullMarked;
