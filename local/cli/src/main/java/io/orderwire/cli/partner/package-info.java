/** Registering partners and their keys, over the operator API. */
@NullMarked
package io.orderwire.cli.partner;

import org.jspecify.annotations.NullMarked;
