/**
 * {@code ./orderwire verify}: starts a system, sends a workload to it while faults are injected,
 * lets it get quiet, and checks what partners saw. docs/verification.md tells how to read it.
 */
@NullMarked
package io.orderwire.verify.run;

import org.jspecify.annotations.NullMarked;
