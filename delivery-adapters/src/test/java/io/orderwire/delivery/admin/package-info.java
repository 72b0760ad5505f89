/** Tests of the operator API. */
@NullMarked
package io.orderwire.delivery.admin;

import org.jspecify.annotations.NullMarked;
