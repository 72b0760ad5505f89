/** The audit's topic: who changed what, and what was stored before and since. */
@NullMarked
package io.orderwire.delivery.kafka.audit;

import org.jspecify.annotations.NullMarked;
