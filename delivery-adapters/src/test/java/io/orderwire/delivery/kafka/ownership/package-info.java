/** Tests of the writers of owned partitions. */
@NullMarked
package io.orderwire.delivery.kafka.ownership;

import org.jspecify.annotations.NullMarked;
