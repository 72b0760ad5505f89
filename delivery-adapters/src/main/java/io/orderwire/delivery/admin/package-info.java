/** The operator API. It is on the management port and on no other. */
@NullMarked
package io.orderwire.delivery.admin;

import org.jspecify.annotations.NullMarked;
