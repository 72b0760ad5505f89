/** Sending, against a server that does as it is told. */
@NullMarked
package io.orderwire.delivery.webhook.sending;

import org.jspecify.annotations.NullMarked;
