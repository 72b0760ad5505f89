/**
 * Polling: pages of the history and what belongs to them, made by putting stored bytes together.
 * Every request is one blocking read in a virtual thread.
 */
@NullMarked
package io.orderwire.delivery.polling;

import org.jspecify.annotations.NullMarked;
