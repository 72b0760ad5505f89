@NullMarked
package io.orderwire.processes;

import org.jspecify.annotations.NullMarked;
