/** Tests of second factors. */
@NullMarked
package io.orderwire.delivery.webhook.factor;

import org.jspecify.annotations.NullMarked;
