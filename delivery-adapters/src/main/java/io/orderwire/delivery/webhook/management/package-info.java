/**
 * The API by which partners and the operator manage webhook endpoints: the same shapes on both
 * ports. Changes are optimistic: each is made to one version, and refused or tried again if another
 * came first. Everything here is safe for use by many threads, and blocks for the broker.
 */
@NullMarked
package io.orderwire.delivery.webhook.management;

import org.jspecify.annotations.NullMarked;
