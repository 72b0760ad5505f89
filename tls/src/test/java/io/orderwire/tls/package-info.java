@NullMarked
package io.orderwire.tls;

import org.jspecify.annotations.NullMarked;
