/**
 * Signatures of Standard Webhooks 1.0.0, and the secrets that they are made with. A secret leaves
 * this package only as text for its partner, once, or sealed. JDK only; no I/O but reading the key
 * file.
 */
@NullMarked
package io.orderwire.delivery.webhook.signing;

import org.jspecify.annotations.NullMarked;
