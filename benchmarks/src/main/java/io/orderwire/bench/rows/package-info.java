/** The rows: what each sets up, measures and verifies. They know nothing of each other. */
@NullMarked
package io.orderwire.bench.rows;

import org.jspecify.annotations.NullMarked;
