/**
 * A partner's history as every channel sees it: a gapless, ordered list of immutable items.
 *
 * <p>The port {@link io.orderwire.delivery.history.History} is implemented over the history topic
 * in the {@code kafka} package and read by every channel. Domain code: JDK, SLF4J and JSpecify
 * only.
 */
@NullMarked
package io.orderwire.delivery.history;

import org.jspecify.annotations.NullMarked;
