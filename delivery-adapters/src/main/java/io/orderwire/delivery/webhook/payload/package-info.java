/**
 * What requests hold. Bodies are made by joining bytes around the items' own, which are never
 * changed; pure, so that a retry has the same body as long as the endpoint and its items are the
 * same.
 *
 * <p>Every body says in itself where it stands: the item's sequence, and id and sequence of the
 * item before it that this endpoint gets, so that a receiver that has verified the signature can
 * prove that it has missed nothing.
 */
@NullMarked
package io.orderwire.delivery.webhook.payload;

import org.jspecify.annotations.NullMarked;
