/** Following one partner's history over SSE. */
@NullMarked
package io.orderwire.cli.tail;

import org.jspecify.annotations.NullMarked;
