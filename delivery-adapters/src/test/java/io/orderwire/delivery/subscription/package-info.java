@NullMarked
package io.orderwire.delivery.subscription;

import org.jspecify.annotations.NullMarked;
