@NullMarked
package io.orderwire.delivery.kafka.commands;

import org.jspecify.annotations.NullMarked;
