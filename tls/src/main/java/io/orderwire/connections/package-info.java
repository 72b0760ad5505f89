/**
 * What a client may take of a service's port: connections, their age, requests under way, the time
 * in which requests arrive and answers are read, and frames of HTTP/2; and the header fields that
 * every answer has. For every port of every service, the management port included.
 *
 * <p>Jetty's threads call this, so nothing here waits.
 */
@NullMarked
package io.orderwire.connections;

import org.jspecify.annotations.NullMarked;
