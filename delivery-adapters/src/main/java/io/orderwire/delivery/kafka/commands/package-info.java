/** Commands on histories, as records of the topic of events. */
@NullMarked
package io.orderwire.delivery.kafka.commands;

import org.jspecify.annotations.NullMarked;
