/**
 * Webhook endpoints, second factors and the record of attempts: the first two are read by every
 * instance, and written by the owner of the partition alone.
 */
@NullMarked
package io.orderwire.delivery.kafka.webhooks;

import org.jspecify.annotations.NullMarked;
