/**
 * Sends a workload through the ways that producers have, and records what was handed over and
 * acknowledged.
 */
@NullMarked
package io.orderwire.verify.produce;

import org.jspecify.annotations.NullMarked;
