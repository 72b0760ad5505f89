/** Ports of webhooks in memory, for tests. */
@NullMarked
package io.orderwire.delivery.webhook;

import org.jspecify.annotations.NullMarked;
