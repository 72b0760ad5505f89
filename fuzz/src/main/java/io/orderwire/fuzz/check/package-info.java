/** What is wrong with an answer, or with what services have logged. Pure. */
@NullMarked
package io.orderwire.fuzz.check;

import org.jspecify.annotations.NullMarked;
