/** The hot inner parts, alone, by JMH, each beside its obvious baseline. */
@NullMarked
package io.orderwire.bench.micro;

import org.jspecify.annotations.NullMarked;
