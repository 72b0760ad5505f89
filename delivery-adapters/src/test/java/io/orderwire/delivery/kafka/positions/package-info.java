/** Tests of the positions' topic. */
@NullMarked
package io.orderwire.delivery.kafka.positions;

import org.jspecify.annotations.NullMarked;
