/**
 * Server-Sent Events: one cursor over a history for each connection.
 *
 * <p>A connection is one blocking loop in a virtual thread: read after the cursor, write, advance;
 * where nothing is there, wait. History and live items come from the same reads, so there is no
 * seam between them. A slow client blocks its own loop, and costs one batch of memory.
 */
@NullMarked
package io.orderwire.delivery.sse;

import org.jspecify.annotations.NullMarked;
