/**
 * Writing to the compacted topics whose partitions have one owner: one transactional producer for
 * each partition number, over all of those topics.
 */
@NullMarked
package io.orderwire.delivery.kafka.ownership;

import org.jspecify.annotations.NullMarked;
