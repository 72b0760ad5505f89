/** A believable stream of coffee orders. */
@NullMarked
package io.orderwire.cli.demo;

import org.jspecify.annotations.NullMarked;
