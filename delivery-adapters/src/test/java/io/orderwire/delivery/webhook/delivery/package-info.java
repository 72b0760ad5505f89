@NullMarked
package io.orderwire.delivery.webhook.delivery;

import org.jspecify.annotations.NullMarked;
