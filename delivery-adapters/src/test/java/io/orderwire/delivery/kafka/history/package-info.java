/** Tests of the materialised history. */
@NullMarked
package io.orderwire.delivery.kafka.history;

import org.jspecify.annotations.NullMarked;
