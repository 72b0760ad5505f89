/** Tests of the sequencer. */
@NullMarked
package io.orderwire.processor.history;

import org.jspecify.annotations.NullMarked;
