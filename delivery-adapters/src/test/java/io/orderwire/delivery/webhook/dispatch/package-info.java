/** Tests of what an endpoint gets next, on virtual time, and the checkers of what is promised. */
@NullMarked
package io.orderwire.delivery.webhook.dispatch;

import org.jspecify.annotations.NullMarked;
