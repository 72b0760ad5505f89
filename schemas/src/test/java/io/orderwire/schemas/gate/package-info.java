@NullMarked
package io.orderwire.schemas.gate;

import org.jspecify.annotations.NullMarked;
