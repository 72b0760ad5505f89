/** The partners' topic as a table that every instance has whole. */
@NullMarked
package io.orderwire.delivery.kafka.partners;

import org.jspecify.annotations.NullMarked;
