/** A partner's webhook endpoints, over the operator API. */
@NullMarked
package io.orderwire.cli.webhook;

import org.jspecify.annotations.NullMarked;
