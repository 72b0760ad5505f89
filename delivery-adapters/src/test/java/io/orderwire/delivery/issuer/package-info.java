/** Tests of tokens and keys. */
@NullMarked
package io.orderwire.delivery.issuer;

import org.jspecify.annotations.NullMarked;
