/** Programs of their own: what webhooks go to, and baselines that are Java. */
@NullMarked
package io.orderwire.bench.load;

import org.jspecify.annotations.NullMarked;
