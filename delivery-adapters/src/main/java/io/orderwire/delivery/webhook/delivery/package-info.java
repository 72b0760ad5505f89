/**
 * The loops that deliver: each endpoint's cursor has one, which reads the history, decides by its
 * {@link io.orderwire.delivery.webhook.dispatch.Dispatch}, sends, and stores how far it has come
 * before it goes on.
 *
 * <p>Order: a loop's dispatch and progress are touched by the loop's thread alone; requests run in
 * threads of their own, and report through the loop's mailbox. Only the instance that owns a
 * partner's partition runs its loops. It fences its predecessor before it reads where to begin, so
 * a predecessor that was paused may repeat what was in flight, and nothing else.
 */
@NullMarked
package io.orderwire.delivery.webhook.delivery;

import org.jspecify.annotations.NullMarked;
