/** Who changes what. Domain code: JDK, SLF4J and JSpecify only. */
@NullMarked
package io.orderwire.delivery.audit;

import org.jspecify.annotations.NullMarked;
