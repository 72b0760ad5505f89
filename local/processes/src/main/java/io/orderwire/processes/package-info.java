/**
 * A whole system as processes of this machine, with data of its own: started on free ports, and
 * stopped, halted and killed by whoever measures or verifies it.
 */
@NullMarked
package io.orderwire.processes;

import org.jspecify.annotations.NullMarked;
