/** {@code ./orderwire bench}: the benchmark suite. Its method is told in docs/performance.md. */
@NullMarked
package io.orderwire.bench;

import org.jspecify.annotations.NullMarked;
