/**
 * What goes wrong in a run: planned from a seed, and done by others. The same cluster, limits and
 * seed give the same plan, on every machine.
 */
@NullMarked
package io.orderwire.verify.nemesis;

import org.jspecify.annotations.NullMarked;
