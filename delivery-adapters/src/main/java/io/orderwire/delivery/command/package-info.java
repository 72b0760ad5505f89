/**
 * What operators have done to histories. A command is written into the topic of events, so that it
 * has a place in their order; the processor carries it out. Domain code: JDK, SLF4J and JSpecify
 * only.
 */
@NullMarked
package io.orderwire.delivery.command;

import org.jspecify.annotations.NullMarked;
