/** How results are shown: a table for people, JSON for programs, a picture for the docs. */
@NullMarked
package io.orderwire.bench.report;

import org.jspecify.annotations.NullMarked;
