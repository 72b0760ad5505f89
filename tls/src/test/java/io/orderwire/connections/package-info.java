@NullMarked
package io.orderwire.connections;

import org.jspecify.annotations.NullMarked;
