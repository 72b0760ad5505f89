/**
 * Splits request bodies into events without reading more than it must: lines of NDJSON, elements of
 * an array, or one event. What it holds is bounded, and so is how long an event may take to arrive.
 */
@NullMarked
package io.orderwire.ingest.body;

import org.jspecify.annotations.NullMarked;
