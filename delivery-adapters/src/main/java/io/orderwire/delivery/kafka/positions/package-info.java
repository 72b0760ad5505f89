/**
 * The subscriptions' positions: read by every instance, written by the owner of the partition
 * alone.
 */
@NullMarked
package io.orderwire.delivery.kafka.positions;

import org.jspecify.annotations.NullMarked;
