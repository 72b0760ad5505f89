@NullMarked
package io.orderwire.delivery.audit;

import org.jspecify.annotations.NullMarked;
