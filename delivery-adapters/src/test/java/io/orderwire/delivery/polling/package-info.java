@NullMarked
package io.orderwire.delivery.polling;

import org.jspecify.annotations.NullMarked;
