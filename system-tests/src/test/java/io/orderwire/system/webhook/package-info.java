/**
 * Webhooks against real processes: what a partner's server sees while the adapter is killed, the
 * server is away, or secrets change. {@link io.orderwire.system.webhook.Receiver} is that server.
 */
@NullMarked
package io.orderwire.system.webhook;

import org.jspecify.annotations.NullMarked;
