/** Tests of the webhooks' topics. */
@NullMarked
package io.orderwire.delivery.kafka.webhooks;

import org.jspecify.annotations.NullMarked;
