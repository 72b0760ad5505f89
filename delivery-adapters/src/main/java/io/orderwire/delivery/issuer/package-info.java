/**
 * Bearer tokens of an OAuth 2.0 issuer (JWT, RFC 7519 and 9068): its keys, and what a token must
 * say.
 */
@NullMarked
package io.orderwire.delivery.issuer;

import org.jspecify.annotations.NullMarked;
