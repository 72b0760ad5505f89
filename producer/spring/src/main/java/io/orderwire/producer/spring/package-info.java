/**
 * An {@link io.orderwire.producer.OrderEventPublisher} for Spring Boot applications, by settings.
 */
@NullMarked
package io.orderwire.producer.spring;

import org.jspecify.annotations.NullMarked;
