/** Who a partner is, its keys, scopes and limits. Domain code: JDK, SLF4J and JSpecify only. */
@NullMarked
package io.orderwire.delivery.partner;

import org.jspecify.annotations.NullMarked;
