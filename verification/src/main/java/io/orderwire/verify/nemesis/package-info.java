/**
 * What goes wrong in a run: planned from a seed, and done by others. The same cluster, limits and
 * seed give the same plan with the same version of the JDK.
 */
@NullMarked
package io.orderwire.verify.nemesis;

import org.jspecify.annotations.NullMarked;
