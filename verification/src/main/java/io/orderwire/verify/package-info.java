/**
 * The guarantees as code: {@code record} keeps what was published and what partners saw, {@code
 * check} says whether that is what is promised, {@code workload} plans what is published, and
 * {@code nemesis} plans what goes wrong meanwhile. Those are pure: nothing in them sends, receives
 * or waits. {@code produce}, {@code read} and {@code inject} do that with a system of processes,
 * {@code progress} and {@code time} say how far it is, and {@code run} puts all together as {@code
 * ./orderwire verify}.
 */
@NullMarked
package io.orderwire.verify;

import org.jspecify.annotations.NullMarked;
