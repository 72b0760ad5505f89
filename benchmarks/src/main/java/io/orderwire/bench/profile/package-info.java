/** Where the time goes in our services while a row runs: flight recordings, and what is drawn. */
@NullMarked
package io.orderwire.bench.profile;

import org.jspecify.annotations.NullMarked;
