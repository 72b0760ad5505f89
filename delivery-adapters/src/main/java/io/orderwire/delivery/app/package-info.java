/** The composition root: settings, beans, and what only a whole application needs. */
@NullMarked
package io.orderwire.delivery.app;

import org.jspecify.annotations.NullMarked;
