/** Event files to Kafka, through the producer SDK. */
@NullMarked
package io.orderwire.cli.ingest;

import org.jspecify.annotations.NullMarked;
