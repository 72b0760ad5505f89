/**
 * Server-Sent Events: one cursor over a history for each connection.
 *
 * <p>A connection has no thread. Its request is checked in a thread of the web server, made
 * asynchronous and left; from then on it is a {@code LiveStream} among its partner's {@code
 * PartnerStreams}, who take their turns in one short task: read after the cursor, send, advance,
 * until nothing is there. A task is started when the history changes, when bytes that a client did
 * not take at once have gone out, and when a clock says that a heartbeat or a check is due. History
 * and live items come from the same reads, so there is no seam between them. A slow client takes no
 * turns while its bytes wait, and costs one piece of memory.
 *
 * <p>What a connection says and when ({@code Walk}, {@code Opening}) knows neither threads nor
 * sockets.
 */
@NullMarked
package io.orderwire.delivery.sse;

import org.jspecify.annotations.NullMarked;
