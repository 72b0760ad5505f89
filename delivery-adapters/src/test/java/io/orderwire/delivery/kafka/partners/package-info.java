/** Tests of the partners' topic. */
@NullMarked
package io.orderwire.delivery.kafka.partners;

import org.jspecify.annotations.NullMarked;
