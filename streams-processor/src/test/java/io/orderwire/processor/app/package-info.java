/** Tests of the processor's process. */
@NullMarked
package io.orderwire.processor.app;

import org.jspecify.annotations.NullMarked;
