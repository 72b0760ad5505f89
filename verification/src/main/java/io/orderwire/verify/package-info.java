/**
 * The guarantees as code: {@code record} keeps what was published and what partners saw, {@code
 * check} says whether that is what is promised, {@code workload} plans what is published, and
 * {@code nemesis} plans what goes wrong meanwhile. Nothing here sends, receives or waits.
 */
@NullMarked
package io.orderwire.verify;

import org.jspecify.annotations.NullMarked;
