/**
 * Webhooks: one more cursor over the history, with an HTTP POST at its end. Domain code: JDK, SLF4J
 * and JSpecify only.
 */
@NullMarked
package io.orderwire.delivery.webhook;

import org.jspecify.annotations.NullMarked;
