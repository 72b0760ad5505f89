/**
 * The whole system on one machine: each part a process, started, watched and stopped from here.
 *
 * <p>One thread starts, watches and stops; the demo's events come from a thread of their own.
 */
@NullMarked
package io.orderwire.cli.up;

import org.jspecify.annotations.NullMarked;
