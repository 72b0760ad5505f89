/**
 * A real KRaft broker and a real schema registry, as child processes on this machine's loopback.
 *
 * <p>Each is started, killed and started again by its own handle; handles are not thread-safe. A
 * child ends when its parent ends, also when the parent is killed: it watches its standard input,
 * which the parent holds open.
 */
@NullMarked
package io.orderwire.embedded;

import org.jspecify.annotations.NullMarked;
