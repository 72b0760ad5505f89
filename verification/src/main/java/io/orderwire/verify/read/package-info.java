/**
 * Partners: each walks its history page by page, follows it by stream, and is sent it by webhooks,
 * from the beginning on, and records what it sees. Nothing that goes wrong meanwhile ends a reader.
 */
@NullMarked
package io.orderwire.verify.read;

import org.jspecify.annotations.NullMarked;
