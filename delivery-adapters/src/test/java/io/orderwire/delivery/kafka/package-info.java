/** What the tests of Kafka's topics share. */
@NullMarked
package io.orderwire.delivery.kafka;

import org.jspecify.annotations.NullMarked;
