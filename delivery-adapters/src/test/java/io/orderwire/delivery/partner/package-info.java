@NullMarked
package io.orderwire.delivery.partner;

import org.jspecify.annotations.NullMarked;
