/** The system that is measured, and the programs that it is measured with: all child processes. */
@NullMarked
package io.orderwire.bench.system;

import org.jspecify.annotations.NullMarked;
