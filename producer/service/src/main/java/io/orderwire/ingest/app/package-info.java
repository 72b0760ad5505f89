/** Puts the producer service together: settings, beans, start and stop. */
@NullMarked
package io.orderwire.ingest.app;

import org.jspecify.annotations.NullMarked;
