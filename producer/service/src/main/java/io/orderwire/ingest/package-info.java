/**
 * Taking in events: what becomes of each event of a request, in the order of the request. Knows
 * nothing of HTTP; the way to the broker is {@link io.orderwire.ingest.Destination}.
 */
@NullMarked
package io.orderwire.ingest;

import org.jspecify.annotations.NullMarked;
