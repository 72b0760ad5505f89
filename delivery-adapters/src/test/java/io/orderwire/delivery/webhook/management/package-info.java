/** Tests of the management of endpoints that need no server. */
@NullMarked
package io.orderwire.delivery.webhook.management;

import org.jspecify.annotations.NullMarked;
