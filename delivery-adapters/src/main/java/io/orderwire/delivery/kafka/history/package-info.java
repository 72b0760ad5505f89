/**
 * The history topic, materialised. Every record of the topic, whether it is read live, restored or
 * followed by a standby, goes through {@link
 * io.orderwire.delivery.kafka.history.PartitionHistory#materialise}; one thread at a time writes a
 * partition, any number read it. Readers take no lock: what they see of a partner is one immutable
 * {@link io.orderwire.delivery.kafka.history.PartnerView} and the items that were stored before it
 * was published.
 */
@NullMarked
package io.orderwire.delivery.kafka.history;

import org.jspecify.annotations.NullMarked;
