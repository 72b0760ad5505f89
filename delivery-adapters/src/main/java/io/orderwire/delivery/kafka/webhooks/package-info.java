/**
 * Webhook endpoints and the record of attempts: read by every instance, endpoints written by the
 * owner of the partition alone.
 */
@NullMarked
package io.orderwire.delivery.kafka.webhooks;

import org.jspecify.annotations.NullMarked;
