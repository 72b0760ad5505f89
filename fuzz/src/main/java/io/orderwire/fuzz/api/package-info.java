/** The published descriptions: operations, parameters, bodies, and the table of errors. */
@NullMarked
package io.orderwire.fuzz.api;

import org.jspecify.annotations.NullMarked;
