/** Tests of the module as a whole. */
@NullMarked
package io.orderwire.processor;

import org.jspecify.annotations.NullMarked;
