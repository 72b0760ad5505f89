/**
 * The guarantees, against real processes: a broker, a registry and the three services, each a
 * process of its own that is run from its executable jar and can be killed.
 *
 * <p>{@link io.orderwire.system.LocalSystem} is the harness, one for all test classes of a JVM.
 * Test classes use partners of their own, so that they do not see each other's events.
 */
@NullMarked
package io.orderwire.system;

import org.jspecify.annotations.NullMarked;
