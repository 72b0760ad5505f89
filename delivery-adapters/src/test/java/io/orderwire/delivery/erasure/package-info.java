@NullMarked
package io.orderwire.delivery.erasure;

import org.jspecify.annotations.NullMarked;
