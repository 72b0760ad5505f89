/** The registry client and the topic catalogue against a real registry and a real broker. */
@NullMarked
package io.orderwire.system.registry;

import org.jspecify.annotations.NullMarked;
