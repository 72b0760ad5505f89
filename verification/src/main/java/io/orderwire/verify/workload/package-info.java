/**
 * What is published in a run: planned from a seed, lazily, and sent by others. The same settings
 * and seed give the same plan with the same version of the JDK.
 */
@NullMarked
package io.orderwire.verify.workload;

import org.jspecify.annotations.NullMarked;
