/** Requests by the descriptions, and what is changed in them. Pure: nothing is sent. */
@NullMarked
package io.orderwire.fuzz.make;

import org.jspecify.annotations.NullMarked;
