@NullMarked
package io.orderwire.delivery.command;

import org.jspecify.annotations.NullMarked;
