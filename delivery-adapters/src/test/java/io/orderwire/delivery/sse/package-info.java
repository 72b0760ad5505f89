@NullMarked
package io.orderwire.delivery.sse;

import org.jspecify.annotations.NullMarked;
