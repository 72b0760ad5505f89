/** Tests of the sequencer on Kafka Streams. */
@NullMarked
package io.orderwire.processor.history.topology;

import org.jspecify.annotations.NullMarked;
