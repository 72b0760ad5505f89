/** The command line: what a person types to run the whole system and to use it. */
@NullMarked
package io.orderwire.cli;

import org.jspecify.annotations.NullMarked;
