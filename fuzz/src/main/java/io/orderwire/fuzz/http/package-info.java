/** Bytes to a port, and what comes back. */
@NullMarked
package io.orderwire.fuzz.http;

import org.jspecify.annotations.NullMarked;
