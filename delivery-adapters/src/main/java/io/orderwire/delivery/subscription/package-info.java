/**
 * How far each of a partner's subscriptions has come. Domain code: JDK, SLF4J and JSpecify only.
 */
@NullMarked
package io.orderwire.delivery.subscription;

import org.jspecify.annotations.NullMarked;
