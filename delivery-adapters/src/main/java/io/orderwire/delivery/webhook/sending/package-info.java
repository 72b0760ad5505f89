/**
 * Sending: HTTP requests to addresses that partners choose.
 *
 * <p>The address that is connected to is the address that was checked: the check sits in the
 * connection's own resolver and, once more, in the socket. Nothing is repeated, followed or stored
 * on behalf of the other side, and every call ends by its deadline.
 */
@NullMarked
package io.orderwire.delivery.webhook.sending;

import org.jspecify.annotations.NullMarked;
